import type { Generator } from '../random/generator.ts';
import { resample, type AffineMap } from './resample.ts';
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
 * The map that takes each pixel of the moved image from the image as it was, about its centre.
 */
export function placementMap(
  { mirrored, shift, rotation, zoom }: Placement,
  [height, width]: readonly [height: number, width: number, ...rest: number[]],
): AffineMap {
  const [centreX, centreY] = [(width - 1) / 2, (height - 1) / 2];
  const radians = (rotation * Math.PI) / 180;
  const [cosine, sine] = [Math.cos(radians) / zoom, Math.sin(radians) / zoom];
  const side = mirrored ? -1 : 1;
  const [a, b, d, e] = [side * cosine, side * sine, -sine, cosine];
  const [fromX, fromY] = [centreX + shift[0], centreY + shift[1]];
  return [a, b, centreX - a * fromX - b * fromY, d, e, centreY - d * fromX - e * fromY];
}

/**
 * Moves each image of a batch by a placement drawn for it, and paints a square over it where the
 * settings ask for cutout (DeVries & Taylor 2017).
 * @param values row-major [n × height × width × channels], pixels in [0, 1]; changed in place
 * @param alternately one an image, see `drawPlacement`
 */
export function augment(
  values: Float32Array,
  shape: readonly [height: number, width: number, channels: number],
  settings: AugmentationSettings,
  alternately: readonly boolean[],
  generator: Generator,
): void {
  const size = shape[0] * shape[1] * shape[2];
  const { padding, cutout } = settings;
  if (cutout && cutout.fill.length !== shape[2]) {
    throw new Error(`cutout: fill has ${cutout.fill.length} values, images ${shape[2]} channels.`);
  }
  alternately.forEach((mirrored, index) => {
    const image = values.subarray(index * size, (index + 1) * size);
    const placement = drawPlacement(settings, mirrored, generator);
    if (isMove(placement)) {
      resample(image.slice(), image, placementMap(placement, shape), { shape, padding });
    }
    if (cutout) cutOut(image, shape, cutout, generator);
  });
}

function isMove({ mirrored, shift, rotation, zoom }: Placement): boolean {
  return mirrored || shift[0] !== 0 || shift[1] !== 0 || rotation !== 0 || zoom !== 1;
}

/** The square is centred at a pixel drawn uniformly and cut off at the border. */
function cutOut(
  image: Float32Array,
  [height, width, channels]: readonly [height: number, width: number, channels: number],
  { size, fill }: NonNullable<AugmentationSettings['cutout']>,
  generator: Generator,
): void {
  const [top, bottom] = windowAround(generator.below(height), size, height);
  const [left, right] = windowAround(generator.below(width), size, width);
  for (let row = top; row < bottom; row++) {
    for (let column = left; column < right; column++) {
      for (let channel = 0; channel < channels; channel++) {
        image[(row * width + column) * channels + channel] = fill[channel]! / 255;
      }
    }
  }
}

function windowAround(centre: number, size: number, length: number): [first: number, end: number] {
  const first = centre - Math.floor(size / 2);
  return [Math.max(0, first), Math.min(length, first + size)];
}
