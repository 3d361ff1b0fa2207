import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { perceptronTensors } from '../../bayes/denseNormals.ts';
import type { StoredPosterior } from '../../bayes/posteriorFile.ts';
import {
  layerSizesSchema,
  perceptronOf,
  variationalShapes,
  type LayerSizes,
} from '../../bayes/variational.ts';
import type { Architecture, WeightKey } from '../../networks/architecture.ts';
import { valueCount } from '../../networks/layerParameters.ts';
import type { StoredNetwork, WeightArray } from '../../networks/network.ts';
import { joinValues, splitValues } from '../../networks/packedValues.ts';
import type { Files, InputReader } from '../../pipeline/step.ts';
import { modelFiles } from '../trainedNetwork.ts';

const HEADER = 'posterior.json';
const VALUES = 'posterior.f32';

const headerSchema = z.strictObject({ sizes: layerSizesSchema });

/** Copies what variational parameters stand for out of the numeric engine. */
export function storedPosterior(sizes: LayerSizes, parameters: readonly Tensor[]): StoredPosterior {
  const values = tf.tidy(() =>
    Object.fromEntries(
      perceptronTensors(perceptronOf(parameters)).map((tensor, index) => [index, tensor.clone()]),
    ),
  );
  const arrays = Object.values(values).map((tensor) => (tensor.dataSync() as Float32Array).slice());
  tf.dispose(values);
  return { sizes, values: arrays };
}

/** The files of a posterior, and of the network of its means, which can be explained like any other. */
export function posteriorFiles(
  network: string,
  posterior: StoredPosterior,
  inputShape: Architecture['inputShape'],
): Files {
  const header = JSON.stringify({ sizes: posterior.sizes });
  return new Map([
    [HEADER, new TextEncoder().encode(header)],
    [VALUES, joinValues(posterior.values)],
    ...modelFiles(network, meanNetwork(network, posterior, inputShape)),
  ]);
}

/** The posterior of step `train-<network>`. */
export async function readPosterior(
  inputs: InputReader,
  network: string,
): Promise<StoredPosterior> {
  const step = `train-${network}`;
  const header: unknown = JSON.parse(new TextDecoder().decode(await inputs.file(step, HEADER)));
  const { sizes } = headerSchema.parse(header);
  const counts = variationalShapes(sizes).map(valueCount);
  const values = splitValues(await inputs.file(step, VALUES), counts, `${step}/${VALUES}`);
  return { sizes, values };
}

/** The network whose weights are the means. */
function meanNetwork(
  name: string,
  { sizes, values }: StoredPosterior,
  inputShape: Architecture['inputShape'],
): StoredNetwork {
  const units = sizes.slice(1);
  const dense = units.map((count) => ({ type: 'dense', units: count, bias: true }) as const);
  const architecture: Architecture = {
    name,
    inputShape,
    classes: units.at(-1)!,
    layers: [
      { type: 'flatten' },
      ...dense.flatMap((layer, index) =>
        index === 0 ? [layer] : [{ type: 'relu' } as const, layer],
      ),
    ],
  };
  const weights = new Map<WeightKey, WeightArray>();
  units.forEach((count, layer) => {
    const index = 1 + 2 * layer;
    weights.set(`${index}.kernel`, { shape: [sizes[layer]!, count], values: values[4 * layer]! });
    weights.set(`${index}.bias`, { shape: [count], values: values[4 * layer + 2]! });
  });
  return { architecture, weights };
}
