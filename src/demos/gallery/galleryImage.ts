type Images = readonly Float32Array[];

const loaded = new Map<string, Promise<Images>>();

/**
 * An image of a gallery, row-major [height × width], 0 … 1. Its file is loaded once a page.
 * @param address of the images (src/pages/demos)
 * @throws Error that names the address
 */
export async function galleryImage(address: string, position: number): Promise<Float32Array> {
  return (await galleryImages(address))[position]!;
}

/** All images of a gallery. @throws Error that names the address */
export async function galleryImages(address: string): Promise<Images> {
  const loading = loaded.get(address) ?? load(address);
  loaded.set(address, loading);
  try {
    return await loading;
  } catch (error) {
    loaded.delete(address);
    throw error;
  }
}

async function load(address: string): Promise<Images> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.url} could not be loaded (${response.status}).`);
  const { images } = (await response.json()) as { images: readonly (readonly number[])[] };
  return images.map((levels) => Float32Array.from(levels, (level) => level / 255));
}
