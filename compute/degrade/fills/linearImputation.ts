import { prepare } from 'cholesky-solve';
import { channelMoments } from './channelMoments.ts';
import type { ImageShape } from './fill.ts';

/** The eight neighbours of a pixel: those that share an edge weigh 1/6, those at a corner 1/12. */
const NEIGHBOURS = [-1, 0, 1]
  .flatMap((down) => [-1, 0, 1].map((right) => ({ down, right })))
  .filter(({ down, right }) => down !== 0 || right !== 0)
  .map((offset) => ({
    ...offset,
    weight: offset.down === 0 || offset.right === 0 ? 1 / 6 : 1 / 12,
  }));

/**
 * Replaces removed pixels so that each is the weighted mean of its neighbours, removed ones included
 * (Rong et al. 2022, ROAD): for each removed pixel i and its neighbours j in the image,
 *   Σ_j w_ij (x_i − x_j) = 0.
 * Left unscaled, the system is symmetric and positive definite, and row-major order keeps its factor
 * within a band as wide as the image; it is factored once for all channels. Where no pixel is left,
 * the mean colour of the image stands everywhere.
 * @param removed pixel indices, each once
 * @param target row-major [height × width × channels], the intact image; receives the imputed pixels
 */
export function imputeLinearly(
  removed: Int32Array,
  target: Float32Array,
  [height, width, channels]: ImageShape,
): void {
  const pixels = height * width;
  if (removed.length === 0) return;
  if (removed.length === pixels) {
    const { means } = channelMoments(target, channels);
    for (let index = 0; index < target.length; index++) target[index] = means[index % channels]!;
    return;
  }
  const unknowns = removed.slice().sort();
  const { entries, rightHandSides } = neighbourSystem(unknowns, target, [height, width, channels]);
  const solve = prepare(entries, unknowns.length);
  if (!solve) throw new Error('the neighbours of removed pixels do not determine them');
  rightHandSides.forEach((rightHandSide, channel) => {
    const solution = solve(rightHandSide);
    unknowns.forEach((pixel, unknown) => {
      target[pixel * channels + channel] = solution[unknown]!;
    });
  });
}

interface NeighbourSystem {
  /** Row, column, value of the upper triangle. */
  readonly entries: [row: number, column: number, value: number][];
  /** One a channel. */
  readonly rightHandSides: Float64Array[];
}

/** @param unknowns removed pixels, ascending */
function neighbourSystem(
  unknowns: Int32Array,
  image: Float32Array,
  [height, width, channels]: ImageShape,
): NeighbourSystem {
  const unknownOf = new Int32Array(height * width).fill(-1);
  unknowns.forEach((pixel, unknown) => {
    unknownOf[pixel] = unknown;
  });
  const entries: NeighbourSystem['entries'] = [];
  const rightHandSides = Array.from({ length: channels }, () => new Float64Array(unknowns.length));
  unknowns.forEach((pixel, unknown) => {
    const row = Math.floor(pixel / width);
    const column = pixel % width;
    let diagonal = 0;
    for (const { down, right, weight } of NEIGHBOURS) {
      const [besideRow, besideColumn] = [row + down, column + right];
      if (besideRow < 0 || besideRow >= height || besideColumn < 0 || besideColumn >= width)
        continue;
      diagonal += weight;
      const beside = besideRow * width + besideColumn;
      const other = unknownOf[beside]!;
      if (other > unknown) entries.push([unknown, other, -weight]);
      if (other >= 0) continue;
      rightHandSides.forEach((side, channel) => {
        side[unknown]! += weight * image[beside * channels + channel]!;
      });
    }
    entries.push([unknown, unknown, diagonal]);
  });
  return { entries, rightHandSides };
}
