/** The class of the largest logit at every point of every curve: row-major [images × points]. */
export function predictionsOf(logits: Float32Array, classes: number): Uint8Array {
  return Uint8Array.from({ length: logits.length / classes }, (_, row) => {
    const own = logits.subarray(row * classes, (row + 1) * classes);
    return own.indexOf(Math.max(...own));
  });
}

/** How many of the images are recognised at every point of the curve. */
export function recognised(
  logits: Float32Array,
  labels: readonly number[],
  classes: number,
): number[] {
  const predictions = predictionsOf(logits, classes);
  const points = predictions.length / labels.length;
  return Array.from(
    { length: points },
    (_, point) =>
      labels.filter((label, image) => predictions[image * points + point] === label).length,
  );
}
