/** A run of images of a data set, the unit of steps that treat images independently. */
export interface ImageBlock {
  /** Index of the first image. */
  readonly start: number;
  /** Index after the last image. */
  readonly end: number;
}

/** Names of the blocks that cover the first `images` images, e.g. `images-00000-00249`. */
export function imageBlocks(images: number, blockSize: number): string[] {
  const names: string[] = [];
  for (let start = 0; start < images; start += blockSize) {
    names.push(blockName(start, Math.min(start + blockSize, images)));
  }
  return names;
}

/** Name of the block of one image. */
export function imageBlock(index: number): string {
  return blockName(index, index + 1);
}

/** The block that a name of `imageBlocks` stands for. */
export function parseImageBlock(name: string): ImageBlock {
  const match = /^images-(\d+)-(\d+)$/.exec(name);
  if (!match) throw new Error(`"${name}" is not the name of a block of images`);
  return { start: Number(match[1]), end: Number(match[2]) + 1 };
}

function blockName(start: number, end: number): string {
  return `images-${digits(start)}-${digits(end - 1)}`;
}

function digits(index: number): string {
  return String(index).padStart(5, '0');
}
