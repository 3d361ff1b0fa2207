import type { Gallery, GalleryMaps } from '../../compute/results/gallery.ts';
import { SHOWN_METHODS, type AnsweredMaps } from '../demos/method-maps/words.ts';

/** What the study found by each method for one image of its gallery. */
export function galleryMethodMaps(
  { methods }: Gallery,
  { maps }: GalleryMaps,
  position: number,
): AnsweredMaps {
  return new Map(
    SHOWN_METHODS.map((id) => {
      const method = methods.find((one) => one.id === id);
      if (!method) throw new Error(`The gallery has no maps by ${id}.`);
      const { sum, surrogateR2, largestStandardError } = method.maps[position]!;
      const quality = surrogateR2 ?? largestStandardError;
      const map = Float32Array.from(maps[id]![position]!);
      return [id, { map, sum, ...(quality === undefined ? {} : { quality }) }] as const;
    }),
  );
}
