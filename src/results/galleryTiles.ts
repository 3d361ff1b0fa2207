import type { Gallery } from '../../compute/results/gallery.ts';

/** Maps of images in atlases, as far as it matters to which images they belong. */
interface Tiled {
  readonly atlas: { readonly columns: number };
  readonly images: readonly { readonly index: number; readonly predicted: number }[];
}

/**
 * Makes sure that further maps belong to the images of a gallery.
 * @param file that holds the further maps
 * @throws Error when they are of other images or classes, or lie otherwise in their atlases
 */
export function requireTilesOf(gallery: Gallery, further: Tiled, study: string, file: string) {
  if (tilesOf(further) !== tilesOf(gallery))
    throw new Error(`${study}: ${file} is not of the images of gallery.json`);
}

/** Where which image lies and what of it is explained, as one text. */
function tilesOf({ atlas, images }: Tiled): string {
  const explained = images.map(({ index, predicted }) => `${String(index)}:${String(predicted)}`);
  return [atlas.columns, ...explained].join();
}
