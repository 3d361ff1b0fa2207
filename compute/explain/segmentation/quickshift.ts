import type { Generator } from '../../random/generator.ts';
import type { Segmentation } from '../game.ts';
import { labOfRgb } from './labColour.ts';

export interface QuickshiftOptions {
  /** Standard deviation in pixels of the Gaussian density estimate. Default 4, as lime. */
  readonly kernelSize?: number;
  /** Links longer than this, in the joint space of place and colour, are cut. Default 200, as lime. */
  readonly maxDistance?: number;
  /** Weight of colour against place, 0 … 1. Default 0.2, as lime. */
  readonly ratio?: number;
  /**
   * Draws a normal of deviation 10⁻⁵ for the density of each pixel, as scikit-image does against
   * ties. Without it ties are broken by place, and equal images have equal segments.
   */
  readonly tieNoise?: Generator;
}

type Shape = readonly [height: number, width: number, channels: number];

const TIE_NOISE = 1e-5;

/** Reach of the window in which densities are summed and parents sought, in kernel sizes. */
const REACH = 3;

/**
 * Superpixels by quickshift (Vedaldi & Soatto 2008, "Quick shift and kernel methods for mode
 * seeking", section 3): every pixel is linked to its nearest neighbour of higher density (equation 6)
 * in the joint space of place and L*a*b* colour; what hangs together by links is a segment. Follows
 * scikit-image, and so lime, in what the paper leaves open: values are taken as sRGB as they are,
 * colours are multiplied by `ratio`, sums and links reach three kernel sizes, and of several nearest
 * neighbours the first in reading order counts. Where two densities are equal, the pixel that comes
 * first counts as denser, so that the result is deterministic.
 * @param pixels row-major [height × width × channels], 1 channel (grey) or 3 (sRGB)
 */
export function quickshiftSegments(
  pixels: ArrayLike<number>,
  shape: Shape,
  { kernelSize = 4, maxDistance = 200, ratio = 0.2, tieNoise }: QuickshiftOptions = {},
): Segmentation {
  const [height, width, channels] = shape;
  if (channels !== 1 && channels !== 3) {
    throw new RangeError(`quickshiftSegments: ${channels} channels; give 1 (grey) or 3 (sRGB).`);
  }
  if (!(kernelSize > 0) || !(maxDistance >= 0) || !(ratio >= 0 && ratio <= 1)) {
    throw new RangeError(
      `quickshiftSegments: kernelSize ${kernelSize} (above 0), maxDistance ${maxDistance} (at least 0), ratio ${ratio} (0 to 1).`,
    );
  }
  const space = { height, width, colours: scaledLab(pixels, channels, ratio), reach: 0 };
  space.reach = Math.ceil(REACH * kernelSize);
  const densities = kernelDensities(space, kernelSize);
  if (tieNoise)
    densities.forEach((_, pixel) => (densities[pixel]! += TIE_NOISE * tieNoise.normal()));
  const parents = nearestDenser(space, densities, maxDistance);
  return { height, width, ...segmentsOfForest(parents) };
}

/** The pixels as points of the joint space. */
interface JointSpace {
  readonly height: number;
  readonly width: number;
  /** L*a*b* times the ratio, [pixels × 3]. */
  readonly colours: Float64Array;
  /** Rows and columns to each side that a pixel sees. */
  reach: number;
}

function scaledLab(pixels: ArrayLike<number>, channels: 1 | 3, ratio: number): Float64Array {
  const colours = new Float64Array((pixels.length / channels) * 3);
  for (let pixel = 0; pixel < pixels.length / channels; pixel++) {
    const channel = (index: number) => pixels[pixel * channels + Math.min(index, channels - 1)]!;
    const lab = labOfRgb(channel(0), channel(1), channel(2));
    for (let axis = 0; axis < 3; axis++) colours[pixel * 3 + axis] = ratio * lab[axis]!;
  }
  return colours;
}

/** Σ exp(−d² / 2 kernelSize²) over the window of each pixel, itself included (equation 1). */
function kernelDensities(space: JointSpace, kernelSize: number): Float64Array {
  const densities = new Float64Array(space.height * space.width);
  const scale = -1 / (2 * kernelSize ** 2);
  densities.forEach((_, pixel) => {
    let density = 0;
    visitWindow(space, pixel, (_, squared) => {
      density += Math.exp(squared * scale);
    });
    densities[pixel] = density;
  });
  return densities;
}

/** The nearest denser pixel of each, or itself where none is within window and distance. */
function nearestDenser(
  space: JointSpace,
  densities: Float64Array,
  maxDistance: number,
): Int32Array {
  return Int32Array.from(densities, (own, pixel) => {
    let [parent, least] = [pixel, Infinity];
    visitWindow(space, pixel, (other, squared) => {
      if (squared >= least) return;
      const density = densities[other]!;
      if (density > own || (density === own && other < pixel)) [parent, least] = [other, squared];
    });
    return Math.sqrt(least) > maxDistance ? pixel : parent;
  });
}

/** Calls with every pixel of the window, in reading order, and its squared distance. */
function visitWindow(
  { height, width, colours, reach }: JointSpace,
  pixel: number,
  visit: (other: number, squared: number) => void,
): void {
  const [row, column] = [Math.floor(pixel / width), pixel % width];
  const [lightness, a, b] = colours.subarray(pixel * 3, pixel * 3 + 3);
  const lastRow = Math.min(row + reach, height - 1);
  const lastColumn = Math.min(column + reach, width - 1);
  for (let y = Math.max(row - reach, 0); y <= lastRow; y++) {
    for (let x = Math.max(column - reach, 0); x <= lastColumn; x++) {
      const other = y * width + x;
      const squared =
        (lightness! - colours[other * 3]!) ** 2 +
        (a! - colours[other * 3 + 1]!) ** 2 +
        (b! - colours[other * 3 + 2]!) ** 2 +
        (row - y) ** 2 +
        (column - x) ** 2;
      visit(other, squared);
    }
  }
}

/** Follows every pixel to its root; segments are numbered by the place of their root. */
function segmentsOfForest(parents: Int32Array): Pick<Segmentation, 'labels' | 'count'> {
  const roots = parents.map((parent) => {
    let root = parent;
    while (parents[root] !== root) root = parents[root]!;
    return root;
  });
  const numbers = new Map([...new Set(roots)].sort((a, b) => a - b).map((root, at) => [root, at]));
  return { labels: roots.map((root) => numbers.get(root)!), count: numbers.size };
}
