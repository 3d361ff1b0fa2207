import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor3D } from '@tensorflow/tfjs-core';
import type { Network } from '../../networks/network.ts';
import { targetGradient } from './targetGradient.ts';

/**
 * The mean, over some images, of the gradient of one logit. Dispose of it.
 * @param images row-major [count × height × width × channels]
 * @param batchSize images in one pass
 * @returns [height, width, channels]
 * @throws RangeError unless the batch size is a positive whole number
 */
export function meanGradient(
  network: Network,
  images: Float32Array,
  target: number,
  batchSize: number,
): Tensor3D {
  if (!Number.isInteger(batchSize) || batchSize < 1) {
    throw new RangeError(`batchSize is ${batchSize}; give a positive whole number`);
  }
  const { inputShape } = network.architecture;
  const size = inputShape[0] * inputShape[1] * inputShape[2];
  const count = images.length / size;
  return tf.tidy(() => {
    let sum: Tensor = tf.zeros([...inputShape]);
    for (let start = 0; start < count; start += batchSize) {
      const own = images.subarray(start * size, (start + batchSize) * size);
      const before = sum;
      sum = tf.tidy(() => {
        const batch = tf.tensor4d(own, [own.length / size, ...inputShape]);
        const targets = Array<number>(batch.shape[0]).fill(target);
        return tf.add(before, tf.sum(targetGradient(network, batch, targets).gradient, 0));
      });
      before.dispose();
    }
    return tf.div(sum, count);
  });
}
