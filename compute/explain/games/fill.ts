import type { Segmentation } from '../game.ts';

/** What takes the place of a segment that takes no part in a coalition. */
export type SegmentFill =
  /** The same value everywhere, or one value a channel. */
  | { readonly kind: 'constant'; readonly value: number | readonly number[] }
  /** The mean of the segment itself, a channel at a time. */
  | { readonly kind: 'segment-mean' }
  /** Another image, row-major [height × width × channels]. */
  | { readonly kind: 'image'; readonly values: Float32Array };

/**
 * The image that shows where no segment takes part.
 * @param image row-major [height × width × channels]
 * @returns row-major [height × width × channels]
 */
export function filledImage(
  image: Float32Array,
  channels: number,
  segmentation: Segmentation,
  fill: SegmentFill,
): Float32Array {
  switch (fill.kind) {
    case 'constant': {
      const { value } = fill;
      if (typeof value === 'number') return new Float32Array(image.length).fill(value);
      requireLength('fill.value', value.length, channels);
      return Float32Array.from(image, (_, index) => value[index % channels]!);
    }
    case 'segment-mean':
      return segmentMeans(image, channels, segmentation);
    case 'image':
      requireLength('fill.values', fill.values.length, image.length);
      return fill.values;
  }
}

function requireLength(field: string, length: number, expected: number): void {
  if (length !== expected) {
    throw new RangeError(`imageGame: ${field} holds ${length} numbers; give ${expected}.`);
  }
}

function segmentMeans(
  image: Float32Array,
  channels: number,
  { labels, count }: Segmentation,
): Float32Array {
  const sums = new Float64Array(count * channels);
  const sizes = new Float64Array(count);
  for (const segment of labels) sizes[segment]! += 1;
  const slot = (index: number) =>
    labels[Math.floor(index / channels)]! * channels + (index % channels);
  image.forEach((value, index) => {
    sums[slot(index)]! += value;
  });
  return image.map(
    (_, index) => sums[slot(index)]! / sizes[labels[Math.floor(index / channels)]!]!,
  );
}
