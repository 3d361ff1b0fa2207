import * as tf from '@tensorflow/tfjs-core';
import type { Tensor4D } from '@tensorflow/tfjs-core';
import { COMPOSITES } from '../../../compute/explain/lrp/composites.ts';
import { explainByLrp, pixelRelevance } from '../../../compute/explain/lrp/explainByLrp.ts';
import { forward } from '../../../compute/networks/forward.ts';
import type { Network } from '../../../compute/networks/network.ts';
import { costSince } from '../worker/cost.ts';
import type { ContrastAnswer, ContrastQuestion } from './question.ts';
import { opponents } from './opponents.ts';

/**
 * The LRP maps of two classes, in one pass over two copies of the image. For one image every rule hands
 * relevance down in fixed shares, so the map of the difference of two logits is the difference of maps.
 * @throws Error when the composite is not known
 */
export function contrastByLrp(network: Network, question: ContrastQuestion): ContrastAnswer {
  const began = performance.now();
  const { image, composite } = question;
  const rules = COMPOSITES.get(composite);
  if (!rules) throw new Error(`No composite is called ${composite}.`);
  const shape = network.architecture.inputShape;
  const one = tf.tensor4d(image, [1, ...shape]);
  const logits = tf.tidy(() => forward(network, one).dataSync() as Float32Array);
  const [first, second] = opponents(logits, question.first, question.second);
  const two = tf.concat([one, one]) as Tensor4D;
  const { relevance } = explainByLrp(network, two, [first, second], rules);
  const pixels = tf.tidy(() => pixelRelevance(relevance).dataSync() as Float32Array);
  tf.dispose([one, two, relevance]);
  const half = pixels.length / 2;
  return {
    kind: 'contrast-by-lrp',
    logits: logits.slice(),
    first,
    second,
    maps: [pixels.slice(0, half), pixels.slice(half)],
    ...costSince(began),
  };
}
