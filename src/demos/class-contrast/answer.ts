import * as tf from '@tensorflow/tfjs-core';
import { opponents } from '../../../compute/explain/contrast/opponents.ts';
import { twoClassesByLrp } from '../../../compute/explain/contrast/twoClassesByLrp.ts';
import { COMPOSITES } from '../../../compute/explain/lrp/composites.ts';
import { forward } from '../../../compute/networks/forward.ts';
import type { Network } from '../../../compute/networks/network.ts';
import { costSince } from '../worker/cost.ts';
import type { ContrastAnswer, ContrastQuestion } from './question.ts';

/**
 * The LRP maps of two classes, whose difference is the map of the difference of their logits.
 * @throws Error when the composite is not known
 */
export function contrastByLrp(network: Network, question: ContrastQuestion): ContrastAnswer {
  const began = performance.now();
  const { image, composite } = question;
  const rules = COMPOSITES.get(composite);
  if (!rules) throw new Error(`No composite is called ${composite}.`);
  const logits = tf.tidy(
    () =>
      forward(
        network,
        tf.tensor4d(image, [1, ...network.architecture.inputShape]),
      ).dataSync() as Float32Array,
  );
  const [first, second] = opponents(logits, question.first, question.second);
  const { maps } = twoClassesByLrp(network, image, [first, second], rules);
  return {
    kind: 'contrast-by-lrp',
    logits: logits.slice(),
    first,
    second,
    maps,
    ...costSince(began),
  };
}
