import * as tf from '@tensorflow/tfjs-core';
import { anyControlMap } from '../../../compute/degrade/allControls.ts';
import { degradationCurves, evenShares, pixelCounts } from '../../../compute/degrade/curve.ts';
import { blur } from '../../../compute/degrade/fills/blur.ts';
import type { Fill } from '../../../compute/degrade/fills/fill.ts';
import { mean } from '../../../compute/degrade/fills/mean.ts';
import { gaussianNoise } from '../../../compute/degrade/fills/noise.ts';
import { road } from '../../../compute/degrade/fills/road.ts';
import { saltAndPepper } from '../../../compute/degrade/fills/saltAndPepper.ts';
import { zero } from '../../../compute/degrade/fills/zero.ts';
import { removalOrder } from '../../../compute/degrade/orders.ts';
import { COMPOSITES } from '../../../compute/explain/lrp/composites.ts';
import { explainByLrp, pixelRelevance } from '../../../compute/explain/lrp/explainByLrp.ts';
import { forward } from '../../../compute/networks/forward.ts';
import type { Network } from '../../../compute/networks/network.ts';
import { generatorFor } from '../../../compute/random/generator.ts';
import { costSince } from '../worker/cost.ts';
import type { DegradeAnswer, DegradeQuestion, FillId } from './question.ts';

/** Images in one forward pass. */
const BATCH = 64;

const FILLS: Readonly<Record<FillId, Fill>> = {
  'salt-and-pepper': saltAndPepper,
  zero,
  mean,
  'gaussian-noise': gaussianNoise,
  blur,
  road,
};

/**
 * Degrades images along their curves, by the code of the study.
 * @param inference what is asked about the degraded images: the same network, or one that says the same
 */
export function degradeImages(
  network: Network,
  question: DegradeQuestion,
  inference = network,
): DegradeAnswer {
  const began = performance.now();
  const { images, indices, seed, fill, keep, steps } = question;
  const shape = network.architecture.inputShape;
  const pixels = shape[0] * shape[1];
  // Kept are what is removed last: a share kept of s is a share removed of 1 − s.
  const removed = pixelCounts(evenShares(steps), pixels).reverse();
  const order = keep === 'most' ? 'least-relevant-first' : 'most-relevant-first';
  const maps = mapsOf(network, question);
  const degradations = images.map((image, place) => ({
    image,
    shape,
    order: removalOrder(order, maps[place]!, generatorFor(seed, 'ties', indices[place]!)),
    fill: FILLS[fill].prepare(image, shape, generatorFor(seed, 'noise', indices[place]!)),
    removed,
  }));
  const shown: Float32Array[] = [];
  const curves = degradationCurves(
    degradations,
    (batch) => {
      shown.push(batch);
      return tf.tidy(
        () =>
          forward(
            inference,
            tf.tensor4d(batch, [batch.length / images[0]!.length, ...shape]),
          ).dataSync() as Float32Array,
      );
    },
    BATCH,
  );
  const first = shown[0]!.slice(0, (steps + 1) * images[0]!.length);
  const logits = new Float32Array(curves.reduce((sum, curve) => sum + curve.length, 0));
  curves.forEach((curve, place) => {
    logits.set(curve, place * curve.length);
  });
  return { kind: 'degrade-images', logits, shown: first, ...costSince(began) };
}

/** The map of every image for its predicted class. */
function mapsOf(
  network: Network,
  { images, indices, seed, ranking }: DegradeQuestion,
): readonly Float32Array[] {
  const shape = network.architecture.inputShape;
  switch (ranking.kind) {
    case 'maps':
      return ranking.maps;
    case 'control':
      return images.map((image, place) =>
        anyControlMap(ranking.id, image, shape, generatorFor(seed, 'control', indices[place]!)),
      );
    case 'lrp':
      return images.map((image) => lrpMap(network, image, ranking.composite));
  }
}

function lrpMap(network: Network, image: Float32Array, id: string): Float32Array {
  const composite = COMPOSITES.get(id);
  if (!composite) throw new Error(`No composite is called ${id}.`);
  const one = tf.tensor4d(image, [1, ...network.architecture.inputShape]);
  const { relevance } = explainByLrp(network, one, 'predicted', composite);
  const map = tf.tidy(() => Float32Array.from(pixelRelevance(relevance).dataSync()));
  tf.dispose([one, relevance]);
  return map;
}
