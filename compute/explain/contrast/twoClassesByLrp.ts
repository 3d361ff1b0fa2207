import * as tf from '@tensorflow/tfjs-core';
import type { Tensor4D } from '@tensorflow/tfjs-core';
import type { Network } from '../../networks/network.ts';
import type { Composite } from '../lrp/composite.ts';
import { explainByLrpWithLedger, pixelRelevance } from '../lrp/explainByLrp.ts';
import type { LedgerRow } from '../lrp/ledger.ts';

/** LRP of two classes of one image. */
export interface TwoClassesByLrp {
  /** One signed number a pixel, row-major [height × width], of the first class and of the second. */
  readonly maps: readonly [first: Float32Array, second: Float32Array];
  /** Two numbers a row, in the order of the maps. */
  readonly ledger: readonly LedgerRow[];
}

/**
 * The LRP maps of two classes, in one pass over two copies of the image. For one image every rule hands
 * relevance down in fixed shares, so the map of the difference of two logits is the difference of maps.
 * @param image row-major [height × width × channels], 0 … 1
 * @throws as `explainByLrp` does
 */
export function twoClassesByLrp(
  network: Network,
  image: Float32Array,
  classes: readonly [first: number, second: number],
  composite: Composite,
): TwoClassesByLrp {
  const one = tf.tensor4d(image, [1, ...network.architecture.inputShape]);
  const two = tf.concat([one, one]) as Tensor4D;
  try {
    const { relevance, ledger } = explainByLrpWithLedger(network, two, classes, composite);
    const pixels = tf.tidy(() => pixelRelevance(relevance).dataSync() as Float32Array);
    tf.dispose(relevance);
    const half = pixels.length / 2;
    return { maps: [pixels.slice(0, half), pixels.slice(half)], ledger };
  } finally {
    tf.dispose([one, two]);
  }
}
