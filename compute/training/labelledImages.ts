import type { Images } from '../networks/evaluate.ts';
import type { Generator } from '../random/generator.ts';

/** Images to learn from; an `ImageSet` is one. */
export interface LabelledImages extends Images {
  /** Class of each image. */
  readonly labels: Uint8Array;
}

/** The first `count` images; all of them when `count` is undefined. */
export function firstImages(images: LabelledImages, count: number | undefined): LabelledImages {
  if (count === undefined || count === images.count) return images;
  if (count > images.count) {
    throw new RangeError(
      `training: ${count} images were asked for, the data set has ${images.count}.`,
    );
  }
  const size = images.shape[0] * images.shape[1] * images.shape[2];
  return {
    shape: images.shape,
    count,
    pixels: images.pixels.subarray(0, count * size),
    labels: images.labels.subarray(0, count),
  };
}

/** Sets `held` images aside, drawn by the generator; both parts keep the order of the data set. */
export function holdOut(
  images: LabelledImages,
  held: number,
  generator: Generator,
): { training: LabelledImages; heldOut: LabelledImages } {
  if (held >= images.count) {
    throw new RangeError(
      `training: ${held} of ${images.count} images held out leave none to learn.`,
    );
  }
  const order = generator.shuffle(Int32Array.from({ length: images.count }, (_, index) => index));
  return {
    heldOut: pick(images, order.slice(0, held).sort()),
    training: pick(images, order.slice(held).sort()),
  };
}

function pick(images: LabelledImages, indices: Int32Array): LabelledImages {
  if (indices.length === images.count) return images;
  const size = images.shape[0] * images.shape[1] * images.shape[2];
  const pixels = new Uint8Array(indices.length * size);
  const labels = new Uint8Array(indices.length);
  indices.forEach((index, position) => {
    pixels.set(images.pixels.subarray(index * size, (index + 1) * size), position * size);
    labels[position] = images.labels[index]!;
  });
  return { shape: images.shape, count: indices.length, pixels, labels };
}
