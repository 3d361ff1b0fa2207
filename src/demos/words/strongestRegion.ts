const REGIONS = [
  ['upper left', 'top', 'upper right'],
  ['left', 'middle', 'right'],
  ['lower left', 'bottom', 'lower right'],
] as const;

/** Names the ninth of a square map that holds most positive relevance; undefined where none is. */
export function strongestRegion(relevance: Float32Array): string | undefined {
  const side = Math.sqrt(relevance.length);
  const sums = [0, 0, 0, 0, 0, 0, 0, 0, 0];
  relevance.forEach((value, pixel) => {
    const row = Math.min(2, Math.floor((3 * Math.floor(pixel / side)) / side));
    const column = Math.min(2, Math.floor((3 * (pixel % side)) / side));
    sums[3 * row + column]! += Math.max(0, value);
  });
  const most = sums.indexOf(Math.max(...sums));
  return sums[most] === 0 ? undefined : REGIONS[Math.floor(most / 3)]![most % 3];
}
