import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as h5 from 'h5wasm/node';
import type { WeightArray } from '../../compute/networks/network.ts';

/** A layer of a Keras model and the parameters that are written for it, by Keras' names. */
export interface KerasLayer {
  readonly kind: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly weights?: Readonly<Record<string, WeightArray>>;
}

/** A path in a new folder of its own. */
export function temporaryPath(name: string): string {
  return path.join(mkdtempSync(path.join(tmpdir(), 'keras-')), name);
}

/** Writes a file as `model.save` of Keras 2 does, or as `save_weights` where there is no config. */
export async function writeKerasFile(
  file: string,
  layers: readonly KerasLayer[],
  { config = true }: { config?: boolean } = {},
): Promise<void> {
  await h5.ready;
  const own = new h5.File(file, 'w');
  const model = {
    class_name: 'Sequential',
    config: {
      name: 'small',
      layers: layers.map(({ kind, config: settings }) => ({ class_name: kind, config: settings })),
    },
  };
  if (config) own.create_attribute('model_config', JSON.stringify(model));
  const root = config ? own.create_group('model_weights') : own;
  const named = layers
    .map((layer, index) => ({ ...layer, name: `layer_${index}` }))
    .filter(({ kind }) => kind !== 'InputLayer');
  root.create_attribute(
    'layer_names',
    named.map(({ name }) => name),
  );
  for (const { name, weights = {} } of named) {
    const group = root.create_group(name);
    const inner = group.create_group(name);
    for (const [parameter, { shape, values }] of Object.entries(weights)) {
      inner.create_dataset({ name: `${parameter}:0`, data: values, shape: [...shape] });
    }
    const names = Object.keys(weights).map((parameter) => `${name}/${parameter}:0`);
    if (names.length > 0) group.create_attribute('weight_names', names);
  }
  own.close();
}
