import type { GalleryMaps } from '../../compute/results/gallery.ts';

/**
 * The scores behind maps that are constant on square cells: a sixteenth of the numbers for cells of four
 * pixels a side.
 * @param cell side of a cell in pixels, which divides the side of the image
 * @returns for every image, one number a cell, row by row
 */
export function cellScores(
  { shape, maps }: Pick<GalleryMaps, 'shape' | 'maps'>,
  method: string,
  cell: number,
): number[][] {
  const width = shape[1]!;
  return maps[method]!.map((map) =>
    map.filter(
      (_, pixel) => Math.floor(pixel / width) % cell === 0 && (pixel % width) % cell === 0,
    ),
  );
}
