import { readFileSync } from 'node:fs';
import path from 'node:path';
import { chooseEngine } from '../../compute/engine/chooseEngine.ts';
import type { Network } from '../../compute/networks/network.ts';
import type { Gallery, GalleryMaps } from '../../compute/results/gallery.ts';
import { Explainer } from '../../src/demos/worker/explainer.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** What the study of MNIST published of its thirty images, and the network that was explained. */
export interface MnistSpecimens {
  readonly network: Network;
  readonly gallery: Gallery;
  /** Row-major [28 × 28], 0 … 1. */
  readonly images: readonly Float32Array[];
  /** By method, one map an image, to six digits. */
  readonly maps: GalleryMaps['maps'];
  readonly settingsOf: (method: string) => Readonly<Record<string, unknown>>;
}

/** Loads the network into the wasm engine, as the worker does. */
export async function mnistSpecimens(): Promise<MnistSpecimens> {
  await chooseEngine('wasm');
  const gallery = publishedMnist('gallery.json') as Gallery;
  const { images, maps } = publishedMnist('gallery-maps.json') as GalleryMaps;
  const header = `models/mnist/${gallery.network}.json`;
  const explainer = new Explainer((address) =>
    Promise.resolve(Uint8Array.from(readFileSync(path.join(ROOT, 'public', address)))),
  );
  await explainer.load({
    kind: 'load',
    header,
    binary: header.replace('.json', '.bin'),
  });
  return {
    network: explainer.network(header),
    gallery,
    images: images.map((levels) => Float32Array.from(levels, (level) => level / 255)),
    maps,
    settingsOf: (method) => gallery.methods.find(({ id }) => id === method)!.settings,
  };
}

/** A published JSON file of the study. */
export function publishedMnist(name: string): unknown {
  return JSON.parse(readFileSync(path.join(ROOT, 'content/results/mnist', name), 'utf8'));
}
