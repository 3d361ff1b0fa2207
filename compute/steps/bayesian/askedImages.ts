import { z } from 'zod';
import type { InputReader } from '../../pipeline/step.ts';
import { generatorFor } from '../../random/generator.ts';
import { placementMap } from '../../training/augmentation.ts';
import { resample } from '../../training/resample.ts';
import { imageValues } from '../imageValues.ts';
import { splitHeldOut } from './trainBayesianParameters.ts';

const named = { id: z.string().regex(/^[\w-]+$/), title: z.string() };
const count = z.number().int().positive();

/** Images that networks are asked about: familiar ones and others. */
export const askedImagesSchema = z.discriminatedUnion('type', [
  z.strictObject({ ...named, type: z.literal('dataset'), dataset: z.string() }),
  /** The training images that no network of the study learned from. */
  z.strictObject({
    ...named,
    type: z.literal('held-out'),
    dataset: z.string(),
    heldOutImages: count,
  }),
  /** Every pixel drawn by itself: uniform, or black or white by a coin. */
  z.strictObject({
    ...named,
    type: z.literal('noise'),
    noise: z.enum(['uniform', 'salt-and-pepper']),
    images: count,
  }),
  /** Images of one grey each, from black to white. */
  z.strictObject({ ...named, type: z.literal('blank'), images: count.min(2) }),
  /** The first images of a data set, turned about their centre by each angle in turn, clockwise. */
  z.strictObject({
    ...named,
    type: z.literal('rotated'),
    dataset: z.string(),
    images: count,
    /** Degrees. */
    angles: z.array(z.number()).min(1),
  }),
]);

export type AskedImages = z.infer<typeof askedImagesSchema>;

/** Images as numbers. */
export interface ImageValues {
  readonly count: number;
  /** Row-major [count × values], 0 … 1. */
  readonly values: Float32Array;
  /** Class of each image, where it has one that the networks know. */
  readonly labels?: Uint8Array;
}

/** The data set that a choice of images is made from, if any. */
export function datasetOf(asked: AskedImages): string[] {
  return 'dataset' in asked ? [asked.dataset] : [];
}

/**
 * Reads or makes the images.
 * @param size values of an image, where no data set says it
 */
export async function readAskedImages(
  asked: AskedImages,
  inputs: InputReader,
  seed: number,
  size: number,
): Promise<ImageValues> {
  switch (asked.type) {
    case 'dataset': {
      const set = await inputs.dataset(asked.dataset);
      return { count: set.count, values: imageValues(set, 0, set.count), labels: set.labels };
    }
    case 'held-out': {
      const set = await inputs.dataset(asked.dataset);
      const { heldOut } = splitHeldOut(set, asked.heldOutImages, seed);
      const own = { ...set, ...heldOut! };
      return { count: own.count, values: imageValues(own, 0, own.count), labels: own.labels };
    }
    case 'noise':
      return { count: asked.images, values: noiseImages(asked, size, seed) };
    case 'blank': {
      const values = new Float32Array(asked.images * size);
      for (let image = 0; image < asked.images; image++) {
        values.fill(image / (asked.images - 1), image * size, (image + 1) * size);
      }
      return { count: asked.images, values };
    }
    case 'rotated':
      return rotatedImages(asked, inputs);
  }
}

function noiseImages(
  { id, noise, images }: Extract<AskedImages, { type: 'noise' }>,
  size: number,
  seed: number,
): Float32Array {
  const generator = generatorFor(seed, 'asked-images', id);
  const draw = noise === 'uniform' ? generator.uniform : () => (generator.coin() ? 1 : 0);
  return Float32Array.from({ length: images * size }, draw);
}

async function rotatedImages(
  { dataset, images, angles }: Extract<AskedImages, { type: 'rotated' }>,
  inputs: InputReader,
): Promise<ImageValues> {
  const set = await inputs.dataset(dataset);
  const { shape } = set;
  const upright = imageValues(set, 0, images);
  const size = upright.length / images;
  const values = new Float32Array(angles.length * upright.length);
  angles.forEach((rotation, turn) => {
    const placement = { mirrored: false, shift: [0, 0], rotation, zoom: 1 } as const;
    const map = placementMap(placement, shape);
    for (let image = 0; image < images; image++) {
      const start = (turn * images + image) * size;
      resample(
        upright.subarray(image * size, (image + 1) * size),
        values.subarray(start, start + size),
        map,
        { shape, padding: 'zero' },
      );
    }
  });
  const labels = Uint8Array.from(
    { length: angles.length * images },
    (_, index) => set.labels[index % images]!,
  );
  return { count: labels.length, values, labels };
}
