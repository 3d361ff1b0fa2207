import { keptPixelCount } from '../../degrade/keep.ts';
import { orderByRelevance } from '../../degrade/order.ts';
import { largestByPartition } from '../../degrade/partition.ts';
import type { Generator } from '../../random/generator.ts';
import type { Fault } from '../../results/replication/faults.ts';
import { isCorrected, type World } from './worlds.ts';

/** Rows and columns that 2021 went through, whatever the size of the image. */
const SIDE_2021 = 28;

/** Weights of red, green and blue by which 2021 turned relevance into one number a pixel. */
const LUMINANCE = [0.2125, 0.7154, 0.0721] as const;

/** What is kept of an image in a world: how many, and where other pixels are replaced. */
export interface KeptArea {
  readonly count: number;
  /** Whether a pixel is replaced unless it is kept. */
  readonly replaces: (pixel: number) => boolean;
}

/** The area of a world. In 2021 every image was treated as if it were one of MNIST. */
export function keptArea(
  faults: readonly Fault[],
  world: World,
  [height, width]: readonly [height: number, width: number, channels: number],
  share: number,
): KeptArea {
  if (isCorrected(faults, world, 'area')) {
    return { count: keptPixelCount(share, height * width), replaces: () => true };
  }
  return {
    count: Math.floor(share * SIDE_2021 * SIDE_2021),
    replaces: (pixel) => Math.floor(pixel / width) < SIDE_2021 && pixel % width < SIDE_2021,
  };
}

/**
 * The numbers that a world ranks. Where positions in an array of channels were read as pixels, they are
 * the values of the channels one after the other; otherwise there is one a pixel.
 * @param map row-major [pixels × channels]
 */
export function rankedValues(
  faults: readonly Fault[],
  world: World,
  map: Float32Array,
  pixels: number,
): Float32Array {
  const channels = map.length / pixels;
  if (channels === 1 || !isCorrected(faults, world, 'index')) return map;
  const asSeen = channels === 3 && !isCorrected(faults, world, 'channels');
  return Float32Array.from({ length: pixels }, (_, pixel) => {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++) {
      sum += map[pixel * channels + channel]! * (asSeen ? LUMINANCE[channel]! : 1);
    }
    return sum;
  });
}

/**
 * Positions of the largest values, the first `count` of which are kept. Positions beyond the image, which
 * wrong indices lead to, are no pixels.
 * @param generator shuffles ties where the world breaks them by lot
 */
export function largestPositions(
  faults: readonly Fault[],
  world: World,
  values: Float32Array,
  count: number,
  generator: () => Generator,
): Int32Array {
  return isCorrected(faults, world, 'ties')
    ? orderByRelevance(values, generator()).subarray(0, count)
    : largestByPartition(values, count);
}
