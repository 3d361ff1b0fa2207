import * as tf from '@tensorflow/tfjs-core';
import { controlMap } from '../../compute/degrade/controls.ts';
import { keptPixelCount } from '../../compute/degrade/keep.ts';
import { orderByRelevance } from '../../compute/degrade/order.ts';
import { forward } from '../../compute/networks/forward.ts';
import type { Network } from '../../compute/networks/network.ts';
import { generatorFor } from '../../compute/random/generator.ts';
import type { Gallery, GalleryMaps } from '../../compute/results/gallery.ts';
import { probabilities } from '../demos/class-bars/probabilities.ts';
import type { OpeningImage, OpeningMap, Removal } from './openingImage.ts';

/** Share of the pixels with ink that can be removed. */
const REMOVABLE = 0.5;

/**
 * An image of a gallery for the first page: its maps as they are painted, and what the network says while
 * its pixels turn black, the most relevant of each method first, or in random order. Pixels without ink
 * are passed over, since nothing of them can be removed.
 * @param position place of the image in the gallery
 */
export function makeOpeningImage(
  network: Network,
  gallery: Gallery,
  { images, maps, shape }: GalleryMaps,
  position: number,
): OpeningImage {
  const { index, predicted } = gallery.images[position]!;
  const { seed } = gallery.header;
  const levels = images[position]!;
  const image = Float32Array.from(levels, (level) => level / 255);
  const most = keptPixelCount(REMOVABLE, levels.filter((level) => level > 0).length);
  const removal = (id: string, map: Float32Array): Removal => {
    const order = orderByRelevance(map, generatorFor(seed, 'erase', index));
    const inked = Array.from(order.filter((pixel) => image[pixel]! > 0)).slice(0, most);
    return { id, order: inked, ...answers(network, image, inked, predicted) };
  };
  const [height, width, channels] = shape as [number, number, number];
  const random = generatorFor(seed, 'random', index);
  return {
    index,
    predicted,
    levels,
    maps: gallery.methods.map(({ id, title, maps: scales }): OpeningMap => {
      const relevance = maps[id]![position]!.map((value) => rounded(value, 4));
      return { id, title, scale: scales[position]!.scale, relevance };
    }),
    removals: [
      ...gallery.methods.map(({ id }) => removal(id, Float32Array.from(maps[id]![position]!))),
      removal('random', controlMap('random', image, [height, width, channels], random)),
    ],
  };
}

/** What the network says after none, one, two … of the pixels are black. */
function answers(
  network: Network,
  image: Float32Array,
  pixels: readonly number[],
  predicted: number,
): Pick<Removal, 'says' | 'sure' | 'first'> {
  const { inputShape, classes } = network.architecture;
  const rows = pixels.length + 1;
  const left = image.slice();
  const removed = new Float32Array(rows * image.length);
  for (let row = 0; row < rows; row++) {
    if (row > 0) left[pixels[row - 1]!] = 0;
    removed.set(left, row * image.length);
  }
  const logits = tf.tidy(() =>
    forward(network, tf.tensor4d(removed, [rows, ...inputShape])).dataSync(),
  );
  const answered = Array.from({ length: rows }, (_, row) =>
    probabilities(logits.subarray(row * classes, (row + 1) * classes)),
  );
  const says = answered.map((shares) => shares.indexOf(Math.max(...shares)));
  return {
    says,
    sure: answered.map((shares, row) => roundedProbability(shares[says[row]!]!)),
    first: answered.map((shares) => roundedProbability(shares[predicted]!)),
  };
}

/** Digits that no reader would see take room in the files. */
function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits)) + 0;
}

/** Five digits; what is not certain stays below 1. */
function roundedProbability(probability: number): number {
  return probability < 1 ? Math.min(rounded(probability, 5), 0.99999) : 1;
}
