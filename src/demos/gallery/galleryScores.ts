/** Scores of segments for every image of a gallery, by method (src/pages/demos). */
export type GalleryScores = Readonly<Record<string, readonly (readonly number[])[]>>;

const loaded = new Map<string, Promise<GalleryScores>>();

/** Loads scores once a page. @throws Error that names the address */
export async function galleryScores(address: string): Promise<GalleryScores> {
  const loading = loaded.get(address) ?? load(address);
  loaded.set(address, loading);
  try {
    return await loading;
  } catch (error) {
    loaded.delete(address);
    throw error;
  }
}

async function load(address: string): Promise<GalleryScores> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.url} could not be loaded (${response.status}).`);
  const { scores } = (await response.json()) as { scores: GalleryScores };
  return scores;
}

/**
 * Paints the scores of square cells on their pixels.
 * @param side of the image in pixels
 * @param cell side of a cell in pixels
 * @returns row-major [side × side]
 */
export function paintCells(scores: readonly number[], side: number, cell: number): Float32Array {
  const across = Math.ceil(side / cell);
  return Float32Array.from({ length: side * side }, (_, pixel) => {
    const [row, column] = [Math.floor(pixel / side), pixel % side];
    return scores[Math.floor(row / cell) * across + Math.floor(column / cell)]!;
  });
}
