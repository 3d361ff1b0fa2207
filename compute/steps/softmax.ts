/**
 * Softmax probability of one class, at least the smallest positive double so that its logarithm is
 * finite.
 */
export function softmaxProbability(logits: ArrayLike<number>, label: number): number {
  const all = Array.from(logits);
  const top = Math.max(...all);
  const total = all.reduce((sum, logit) => sum + Math.exp(logit - top), 0);
  return Math.max(Math.exp(all[label]! - top) / total, Number.MIN_VALUE);
}
