import * as tf from '@tensorflow/tfjs-core';
import { controlMap } from '../../../compute/degrade/controls.ts';
import { orderByRelevance } from '../../../compute/degrade/order.ts';
import { forward } from '../../../compute/networks/forward.ts';
import type { Network } from '../../../compute/networks/network.ts';
import { generatorFor } from '../../../compute/random/generator.ts';
import { costSince } from '../worker/cost.ts';
import type { CompareAnswer } from '../worker/messages.ts';
import { leadOf } from './lead.ts';
import type { EraseAnswer, EraseQuestion, EraserId, Erasure } from './question.ts';

/** Images in one forward pass. */
const BATCH = 64;

/**
 * Erases an image by the ranking of each method and by lot. Pixels without ink are passed over: there is
 * nothing to erase, so they cost nothing.
 * @param maps of all methods, for the predicted class
 */
export function eraseByMethods(
  network: Network,
  { image, segments, most }: EraseQuestion,
  { maps, target }: Pick<CompareAnswer, 'maps' | 'target'>,
): EraseAnswer {
  const began = performance.now();
  const { seed, index } = segments;
  const random = controlMap(
    'random',
    image,
    network.architecture.inputShape,
    generatorFor(seed, 'random', index),
  );
  const ranked: readonly (readonly [EraserId, Float32Array])[] = [
    ['lrp', maps.lrp],
    ['lime', maps.lime],
    ['kernel-shap', maps['kernel-shap']],
    ['random', random],
  ];
  const erasures = ranked.map(([id, map]): Erasure => {
    const order = orderByRelevance(map, generatorFor(seed, 'erase', index));
    const inked = order.filter((pixel) => image[pixel]! > 0).subarray(0, most);
    return { id, leads: leadsOf(network, image, inked, target) };
  });
  return { kind: 'erase-by-methods', target, erasures, ...costSince(began) };
}

/** Leads after none, one, two … of the pixels are erased. */
function leadsOf(
  network: Network,
  image: Float32Array,
  pixels: Int32Array,
  target: number,
): Float32Array {
  const { inputShape, classes } = network.architecture;
  const leads = new Float32Array(pixels.length + 1);
  const left = image.slice();
  for (let first = 0; first < leads.length; first += BATCH) {
    const count = Math.min(BATCH, leads.length - first);
    const erased = new Float32Array(count * image.length);
    for (let row = 0; row < count; row++) {
      if (first + row > 0) left[pixels[first + row - 1]!] = 0;
      erased.set(left, row * image.length);
    }
    const logits = tf.tidy(() =>
      forward(network, tf.tensor4d(erased, [count, ...inputShape])).dataSync(),
    );
    for (let row = 0; row < count; row++) {
      leads[first + row] = leadOf(logits.subarray(row * classes, (row + 1) * classes), target);
    }
  }
  return leads;
}
