import { topMembership } from '../../../compute/metrics/topOverlap.ts';
import type { Gallery, GalleryMaps } from '../../../compute/results/gallery.ts';

type GalleryMethod = Gallery['methods'][number];

/** What two methods take for most relevant in one image of a gallery. */
export interface TopPixels {
  readonly first: GalleryMethod;
  readonly second: GalleryMethod;
  /** Place in the gallery. */
  readonly image: number;
  /** Chance of each pixel to be taken, ties broken at random. */
  readonly byFirst: Float64Array;
  readonly bySecond: Float64Array;
  /** Share of the pixels taken that both take, 0 … 1. */
  readonly common: number;
}

/** Every two methods on every image of a gallery, at a share of the pixels of largest relevance. */
export function topPixels({ methods }: Gallery, { maps }: GalleryMaps, share: number): TopPixels[] {
  const tops = methods.map(({ id }) =>
    maps[id]!.map((map) => topMembership(Float32Array.from(map), share)),
  );
  return methods.flatMap((first, one) =>
    methods.slice(one + 1).flatMap((second, offset) =>
      tops[one]!.map((byFirst, image) => {
        const bySecond = tops[one + 1 + offset]![image]!;
        const taken = byFirst.reduce((sum, chance) => sum + chance, 0);
        const both = byFirst.reduce(
          (sum, chance, pixel) => sum + Math.min(chance, bySecond[pixel]!),
          0,
        );
        return { first, second, image, byFirst, bySecond, common: both / taken };
      }),
    ),
  );
}
