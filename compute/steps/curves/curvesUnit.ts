import { imageBlocks, parseImageBlock, type ImageBlock } from '../imageBlocks.ts';

/** Names of the pieces of curves: one fill on a block of images, e.g. `zero--images-00000-00024`. */
export function curvesUnits(fills: readonly string[], images: number, blockSize: number): string[] {
  return fills.flatMap((fill) =>
    imageBlocks(images, blockSize).map((block) => `${fill}--${block}`),
  );
}

/** The fill and the images that the name of a unit stands for. */
export function parseCurvesUnit(unit: string): { fill: string; block: ImageBlock } {
  const [fill, block] = unit.split('--') as [string, string];
  return { fill, block: parseImageBlock(block) };
}
