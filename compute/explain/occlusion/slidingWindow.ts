import { maskedScores, type MaskedImage } from '../masking/maskedScores.ts';

export interface SlidingWindowOptions {
  /** Height and width of the window in pixels. */
  readonly size: readonly [height: number, width: number];
  /** From one window to the next, in pixels; windows at the far border are moved in to fit. */
  readonly stride: number;
}

/**
 * Occlusion by a sliding window (Zeiler & Fergus 2014, section 4.2): the fill covers one window after
 * the other, and what the logit loses is shared among the pixels of the window. A pixel in several
 * windows gets the mean of its shares (as in DeepExplain of Ancona et al. 2018).
 * @returns one signed number a pixel for each class, row-major [classes × height × width]; pixels
 *   between the windows of a large stride get 0
 * @throws RangeError when the window does not fit the image or the stride is no positive whole number
 */
export function explainBySlidingWindow(
  masked: MaskedImage,
  { size, stride }: SlidingWindowOptions,
): Float32Array {
  const [height, width] = masked.shape;
  const rows = starts('height', height, size[0], stride);
  const columns = starts('width', width, size[1], stride);
  const corners = rows.flatMap((row) => columns.map((column) => [row, column] as const));
  const pixels = height * width;
  const windowAt = ([top, left]: readonly [number, number], visit: (pixel: number) => void) => {
    for (let row = top; row < top + size[0]; row++) {
      for (let column = left; column < left + size[1]; column++) visit(row * width + column);
    }
  };
  // The first mask shows everything: what the others are compared with.
  const scores = maskedScores(masked, corners.length + 1, (first, last) => {
    const masks = new Float32Array((last - first) * pixels).fill(1);
    for (let mask = Math.max(first, 1); mask < last; mask++) {
      const own = masks.subarray((mask - first) * pixels);
      windowAt(corners[mask - 1]!, (pixel) => (own[pixel] = 0));
    }
    return masks;
  });
  const classes = scores.length / (corners.length + 1);
  const sums = new Float64Array(classes * pixels);
  const windows = new Uint32Array(pixels);
  corners.forEach((corner, index) => {
    const own = (index + 1) * classes;
    windowAt(corner, (pixel) => {
      windows[pixel]! += 1;
      for (let output = 0; output < classes; output++) {
        sums[output * pixels + pixel]! += scores[output]! - scores[own + output]!;
      }
    });
  });
  const area = size[0] * size[1];
  return Float32Array.from(sums, (sum, index) => {
    const covered = windows[index % pixels]!;
    return covered === 0 ? 0 : sum / (covered * area);
  });
}

/** Where windows start along one side. */
function starts(side: string, length: number, window: number, stride: number): number[] {
  if (!Number.isInteger(window) || window < 1 || window > length) {
    throw new RangeError(`a window ${side} of ${window} pixels does not fit one of ${length}`);
  }
  if (!Number.isInteger(stride) || stride < 1) {
    throw new RangeError(`stride is ${stride}; give a positive whole number of pixels`);
  }
  const last = length - window;
  const steps = Math.ceil(last / stride);
  return Array.from({ length: steps + 1 }, (_, step) => Math.min(step * stride, last));
}
