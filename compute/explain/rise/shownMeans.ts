import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';

/**
 * For each pixel, the mean score of the masks that show it, each counted by how much it does, less the
 * mean score of all masks: Σ_i (f_i − f̄) M_i(λ) / Σ_i M_i(λ).
 * @param scores row-major [count × classes]
 * @param masks the masks first … last − 1, row-major [last − first × pixels], 0 … 1
 * @returns row-major [classes × pixels]; 0 for pixels that no mask shows
 */
export function shownMeans(
  scores: Float64Array,
  count: number,
  batchSize: number,
  masks: (first: number, last: number) => Float32Array,
): Float32Array {
  const classes = scores.length / count;
  const totals = new Float64Array(classes);
  scores.forEach((score, index) => (totals[index % classes]! += score));
  const means = totals.map((total) => total / count);
  // Deviations, not scores, are summed in float32: a large common part would cost their digits.
  const deviations = Float32Array.from(scores, (score, index) => score - means[index % classes]!);
  return tf.tidy(() => {
    let sums: Tensor = tf.scalar(0);
    let shown: Tensor = tf.scalar(0);
    for (let first = 0; first < count; first += batchSize) {
      const last = Math.min(first + batchSize, count);
      const values = masks(first, last);
      const [before, shownBefore] = [sums, shown];
      [sums, shown] = tf.tidy((): [Tensor, Tensor] => {
        const batch = tf.tensor2d(values, [last - first, values.length / (last - first)]);
        const own = deviations.subarray(first * classes, last * classes);
        const weights: Tensor2D = tf.tensor2d(own, [last - first, classes]);
        return [
          tf.add(before, tf.matMul(weights, batch, true)),
          tf.add(shownBefore, tf.sum(batch, 0)),
        ];
      });
      tf.dispose([before, shownBefore]);
    }
    return tf.divNoNan(sums, shown).dataSync<'float32'>();
  });
}
