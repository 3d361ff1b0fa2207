import type { Segmentation } from '../game.ts';
import { connectedLabels } from './connectedLabels.ts';
import { gaussianBlur } from './gaussianBlur.ts';
import { labOfRgb } from './labColour.ts';

export interface SlicOptions {
  /** Number of segments aimed at; the grid of starting points and joining decide the real number. */
  readonly segments: number;
  /** Weight of nearness in the plane against nearness in L*a*b* colour. Default 10. */
  readonly compactness?: number;
  /** Standard deviation in pixels of a Gaussian blur beforehand. Default 0. */
  readonly sigma?: number;
  /** Rounds of k-means. Default 10. */
  readonly iterations?: number;
  /**
   * Which scikit-image is followed. Up to 0.16 it took values as they were, blurred them before they
   * became L*a*b*, and held sizes against the number of segments aimed at. Default `current`.
   */
  readonly edition?: 'current' | '0.16';
}

type Shape = readonly [height: number, width: number, channels: number];

/** Axes of the k-means space: row, column, L*, a*, b*. */
const AXES = 5;

/**
 * Superpixels by simple linear iterative clustering (Achanta et al. 2012, "SLIC superpixels compared
 * to state-of-the-art superpixel methods", IEEE TPAMI 34(11), algorithm 1): k-means over position and
 * L*a*b* colour, each centre looking no farther than two grid steps. Follows scikit-image in what the
 * paper leaves open: the image is stretched to [0, 1] first, centres start without a colour, segments
 * under half the mean size join a neighbour and those over three times it are cut. Deterministic.
 * @param pixels row-major [height × width × channels], 1 channel (grey) or 3 (sRGB)
 */
export function slicSegments(
  pixels: ArrayLike<number>,
  shape: Shape,
  { segments, compactness = 10, sigma = 0, iterations = 10, edition = 'current' }: SlicOptions,
): Segmentation {
  const [height, width, channels] = shape;
  if (channels !== 1 && channels !== 3) {
    throw new RangeError(`slicSegments: ${channels} channels; give 1 (grey) or 3 (sRGB).`);
  }
  if (!(segments >= 1) || !(compactness > 0) || !(sigma >= 0)) {
    throw new RangeError(
      `slicSegments: segments ${segments} (at least 1), compactness ${compactness} (above 0), sigma ${sigma} (at least 0).`,
    );
  }
  const lab =
    edition === 'current'
      ? gaussianBlur(labImage(stretched(pixels), channels), [height, width, 3], sigma)
      : labImage(gaussianBlur(Float64Array.from(pixels), shape, sigma), channels);
  const colours = lab.map((value) => value / compactness);
  const grid = startingGrid(height, width, segments);
  const nearest = clusterPixels(colours, height, width, grid, iterations);
  const meanSize = (height * width) / (edition === 'current' ? grid.centres.length : segments);
  const labels = connectedLabels(
    nearest,
    width,
    Math.floor(0.5 * meanSize),
    Math.floor(3 * meanSize),
  );
  return { height, width, labels, count: labels.reduce((a, b) => Math.max(a, b), 0) + 1 };
}

/** The values with the lowest at 0 and the highest at 1. */
function stretched(pixels: ArrayLike<number>): Float64Array {
  let [lowest, highest] = [Infinity, -Infinity];
  for (const value of Array.from(pixels)) {
    lowest = Math.min(lowest, value);
    highest = Math.max(highest, value);
  }
  const range = highest > lowest ? highest - lowest : 1;
  return Float64Array.from(pixels, (value) => (value - lowest) / range);
}

/** Colours in L*a*b*, [pixels × 3]. */
function labImage(pixels: Float64Array, channels: 1 | 3): Float64Array {
  const lab = new Float64Array((pixels.length / channels) * 3);
  for (let pixel = 0; pixel < pixels.length / channels; pixel++) {
    const channel = (index: number) => pixels[pixel * channels + Math.min(index, channels - 1)]!;
    lab.set(labOfRgb(channel(0), channel(1), channel(2)), pixel * 3);
  }
  return lab;
}

interface StartingGrid {
  readonly centres: readonly (readonly [row: number, column: number])[];
  readonly rowStep: number;
  readonly columnStep: number;
}

/** Centres about √(pixels / segments) apart, half a step from the border. */
function startingGrid(height: number, width: number, segments: number): StartingGrid {
  const ideal = Math.sqrt((height * width) / segments);
  if (ideal <= 1) return gridOf(height, width, 1, 1);
  const shorter = Math.min(height, width);
  if (shorter >= ideal) return gridOf(height, width, ideal, ideal);
  const along = Math.max(1, Math.max(height, width) / segments);
  return height < width
    ? gridOf(height, width, height, along)
    : gridOf(height, width, along, width);
}

function gridOf(height: number, width: number, rows: number, columns: number): StartingGrid {
  const rowStep = roundHalfToEven(rows);
  const columnStep = roundHalfToEven(columns);
  const centres: [number, number][] = [];
  for (let row = Math.floor(rows / 2); row < height; row += rowStep) {
    for (let column = Math.floor(columns / 2); column < width; column += columnStep) {
      centres.push([row, column]);
    }
  }
  return { centres, rowStep, columnStep };
}

function roundHalfToEven(value: number): number {
  return value % 1 === 0.5 ? 2 * Math.round(value / 2) : Math.round(value);
}

/** The k-means rounds; returns the nearest centre of each pixel. */
function clusterPixels(
  colours: Float64Array,
  height: number,
  width: number,
  { centres, rowStep, columnStep }: StartingGrid,
  iterations: number,
): Int32Array {
  const means = new Float64Array(centres.length * AXES);
  centres.forEach((centre, index) => {
    means.set(centre, index * AXES);
  });
  const planeWeight = 1 / Math.max(rowStep, columnStep) ** 2;
  const nearest = new Int32Array(height * width);
  const distances = new Float64Array(height * width);
  for (let round = 0; round < iterations; round++) {
    distances.fill(Infinity);
    for (let centre = 0; centre < centres.length; centre++) {
      const [row, column, lightness, a, b] = means.subarray(centre * AXES, (centre + 1) * AXES);
      const lastRow = Math.min(row! + 2 * rowStep + 1, height);
      const lastColumn = Math.min(column! + 2 * columnStep + 1, width);
      for (let y = Math.floor(Math.max(row! - 2 * rowStep, 0)); y < Math.floor(lastRow); y++) {
        let x = Math.floor(Math.max(column! - 2 * columnStep, 0));
        for (; x < Math.floor(lastColumn); x++) {
          const pixel = y * width + x;
          const distance =
            ((row! - y) ** 2 + (column! - x) ** 2) * planeWeight +
            (colours[pixel * 3]! - lightness!) ** 2 +
            (colours[pixel * 3 + 1]! - a!) ** 2 +
            (colours[pixel * 3 + 2]! - b!) ** 2;
          if (distance < distances[pixel]!) {
            distances[pixel] = distance;
            nearest[pixel] = centre;
          }
        }
      }
    }
    updateMeans(means, nearest, colours, width);
  }
  return nearest;
}

/** Moves each centre to the mean of its pixels; one without pixels becomes NaN and takes no more. */
function updateMeans(
  means: Float64Array,
  nearest: Int32Array,
  colours: Float64Array,
  width: number,
): void {
  const sizes = new Float64Array(means.length / AXES);
  means.fill(0);
  nearest.forEach((centre, pixel) => {
    const offset = centre * AXES;
    sizes[centre]! += 1;
    means[offset]! += Math.floor(pixel / width);
    means[offset + 1]! += pixel % width;
    for (let axis = 0; axis < 3; axis++) means[offset + 2 + axis]! += colours[pixel * 3 + axis]!;
  });
  for (let index = 0; index < means.length; index++) {
    means[index]! /= sizes[Math.floor(index / AXES)]!;
  }
}
