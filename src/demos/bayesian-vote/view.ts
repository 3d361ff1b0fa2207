/** Steps of probability that a strip tells apart. */
const BINS = 60;

/**
 * A strip from 0 to 1 on which every network leaves a mark at its probability for a class: dark where
 * many agree. Content of an SVG whose view box is `STRIP_BOX`.
 * @param probabilities one a network, 0 … 1
 */
export function stripOf(probabilities: readonly number[]): string {
  const counts = new Map<number, number>();
  for (const probability of probabilities) {
    const bin = Math.min(BINS - 1, Math.floor(probability * BINS));
    counts.set(bin, (counts.get(bin) ?? 0) + 1);
  }
  return [...counts]
    .sort(([first], [second]) => first - second)
    .map(([bin, count]) => {
      // A single network still shows.
      const opacity = 0.2 + 0.8 * Math.sqrt(count / probabilities.length);
      return `<rect x="${bin}" width="1" height="1" fill-opacity="${opacity.toFixed(3)}"/>`;
    })
    .join('');
}

export const STRIP_BOX = `0 0 ${BINS} 1`;
