import * as tf from '@tensorflow/tfjs-core';
import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import type { Generator } from '../random/generator.ts';
import type { AugmentationSettings } from './settings.ts';

/** How one image is moved before it is learned from. */
export interface Placement {
  readonly mirrored: boolean;
  /** Pixels, to the right and down. */
  readonly shift: readonly [horizontal: number, vertical: number];
  /** Degrees, clockwise as seen (the vertical axis points down). */
  readonly rotation: number;
  /** Factor of size. */
  readonly zoom: number;
}

/**
 * Draws the placement of one image.
 * @param alternately whether `flip: 'alternating'` mirrors this image in this epoch
 */
export function drawPlacement(
  { shift, flip, rotation, zoom }: AugmentationSettings,
  alternately: boolean,
  generator: Generator,
): Placement {
  const within = (limit: number) => limit * (2 * generator.uniform() - 1);
  const pixels = () => (shift === 0 ? 0 : generator.below(2 * shift + 1) - shift);
  return {
    mirrored: flip === 'alternating' ? alternately : flip === 'random' && generator.coin(),
    shift: [pixels(), pixels()],
    rotation: rotation === 0 ? 0 : within(rotation),
    zoom: zoom === 0 ? 1 : 1 + within(zoom),
  };
}

/**
 * The projective transforms of `tf.image.transform` for placements about the centre of the image:
 * row (a₀, a₁, a₂, b₀, b₁, b₂, 0, 0) takes the pixel (x, y) of the result from
 * (a₀x + a₁y + a₂, b₀x + b₁y + b₂) of the image.
 * @returns row-major [placements × 8]
 */
export function placementTransforms(
  placements: readonly Placement[],
  [height, width]: readonly [height: number, width: number],
): Float32Array {
  const [centreX, centreY] = [(width - 1) / 2, (height - 1) / 2];
  const rows = new Float32Array(placements.length * 8);
  placements.forEach(({ mirrored, shift, rotation, zoom }, index) => {
    const radians = (rotation * Math.PI) / 180;
    const [cosine, sine] = [Math.cos(radians) / zoom, Math.sin(radians) / zoom];
    const side = mirrored ? -1 : 1;
    const [a0, a1, b0, b1] = [side * cosine, side * sine, -sine, cosine];
    const [fromX, fromY] = [centreX + shift[0], centreY + shift[1]];
    rows.set([a0, a1, centreX - a0 * fromX - a1 * fromY], index * 8);
    rows.set([b0, b1, centreY - b0 * fromX - b1 * fromY], index * 8 + 3);
  });
  return rows;
}

/**
 * Moves each image of a batch by a placement drawn for it, and paints a square over it where the
 * settings ask for cutout (DeVries & Taylor 2017).
 * @param images [n, height, width, channels], pixels in [0, 1]
 * @param alternately one an image, see `drawPlacement`
 * @returns images of the same shape; dispose of it, or call inside `tf.tidy`
 */
export function augment(
  images: Tensor4D,
  settings: AugmentationSettings,
  alternately: readonly boolean[],
  generator: Generator,
): Tensor4D {
  return tf.tidy(() => {
    const placements = alternately.map((mirrored) => drawPlacement(settings, mirrored, generator));
    const moved = placements.some(isMove) ? move(images, placements, settings) : images.clone();
    return settings.cutout ? cutOut(moved, settings.cutout, generator) : moved;
  });
}

function isMove({ mirrored, shift, rotation, zoom }: Placement): boolean {
  return mirrored || shift[0] !== 0 || shift[1] !== 0 || rotation !== 0 || zoom !== 1;
}

function move(
  images: Tensor4D,
  placements: readonly Placement[],
  { padding }: AugmentationSettings,
): Tensor4D {
  const [count, height, width] = images.shape;
  const transforms: Tensor2D = tf.tensor2d(placementTransforms(placements, [height, width]), [
    count,
    8,
  ]);
  const fillMode = padding === 'zero' ? 'constant' : 'reflect';
  return tf.image.transform(images, transforms, 'bilinear', fillMode, 0);
}

/** The square is centred at a pixel drawn uniformly and cut off at the border. */
function cutOut(
  images: Tensor4D,
  { size, fill }: NonNullable<AugmentationSettings['cutout']>,
  generator: Generator,
): Tensor4D {
  const [count, height, width, channels] = images.shape;
  if (fill.length !== channels) {
    throw new Error(`cutout: fill has ${fill.length} values, the images ${channels} channels.`);
  }
  const rows = new Float32Array(count * height);
  const columns = new Float32Array(count * width);
  for (let image = 0; image < count; image++) {
    fillWindow(rows, image * height, height, generator.below(height), size);
    fillWindow(columns, image * width, width, generator.below(width), size);
  }
  const painted: Tensor4D = tf.mul(
    tf.tensor4d(rows, [count, height, 1, 1]),
    tf.tensor4d(columns, [count, 1, width, 1]),
  );
  const colour = tf.tensor1d(fill.map((value) => value / 255));
  return tf.add(tf.mul(images, tf.sub(1, painted)), tf.mul(painted, colour));
}

function fillWindow(
  target: Float32Array,
  start: number,
  length: number,
  centre: number,
  size: number,
): void {
  const first = centre - Math.floor(size / 2);
  target.fill(1, start + Math.max(0, first), start + Math.min(length, Math.max(0, first + size)));
}
