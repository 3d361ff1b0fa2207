import { disposeNetwork, loadNetwork, type StoredNetwork } from '../../networks/network.ts';
import { requireMap } from '../requireMap.ts';
import type { RandomisationSubject } from './randomisationMetric.ts';

/**
 * The maps of all images of a subject by a network, in batches; the network is loaded and freed.
 * @param network the subject's own, or one with other weights
 * @param targets the classes to explain, the subject's own where not given
 * @returns one map an image
 * @throws RangeError when images, targets or maps do not fit or hold what is not finite
 */
export function explainAll(
  subject: RandomisationSubject,
  network: StoredNetwork = subject.network,
  targets: readonly number[] = subject.targets,
): Float32Array[] {
  const { images, method, batchSize } = subject;
  const [height, width, channels] = network.architecture.inputShape;
  const pixels = height * width;
  const size = pixels * channels;
  const count = targets.length;
  if (count === 0 || images.length !== count * size) {
    throw new RangeError(
      `${images.length} numbers for ${count} images of ${size}; give at least one image`,
    );
  }
  if (!Number.isInteger(batchSize) || batchSize < 1) {
    throw new RangeError(`batchSize is ${batchSize}; give a positive whole number`);
  }
  const maps: Float32Array[] = [];
  const loaded = loadNetwork(network);
  try {
    for (let first = 0; first < count; first += batchSize) {
      const last = Math.min(first + batchSize, count);
      const batch = images.subarray(first * size, last * size);
      const values = method(loaded, batch, targets.slice(first, last));
      requireMap(values, (last - first) * pixels);
      for (let start = 0; start < values.length; start += pixels) {
        maps.push(values.slice(start, start + pixels));
      }
    }
  } finally {
    disposeNetwork(loaded);
  }
  return maps;
}
