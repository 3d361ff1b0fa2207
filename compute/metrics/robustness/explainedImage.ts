import type { Generator } from '../../random/generator.ts';
import { requireMap } from '../requireMap.ts';

/** An image, and the method that explains it and images near it. */
export interface ExplainedImage {
  /** Row-major [height × width × channels], 0 … 1. */
  readonly image: Float32Array;
  readonly shape: readonly [height: number, width: number, channels: number];
  /**
   * Explains images, always for the class of this one. A method that draws at random should draw the
   * same for every image, or its own noise is measured too.
   * @param images row-major [count × height × width × channels]
   * @returns row-major [count × height × width], one signed number a pixel; the same for an image in
   *   whatever batch it comes
   */
  readonly method: (images: Float32Array) => Float32Array;
}

export interface NeighbourOptions {
  /** Largest change of a value of the image. */
  readonly radius: number;
  /** Changed images. */
  readonly samples: number;
  /** Images explained in one call of the method. */
  readonly batchSize: number;
}

/** An image near another one: how far away, and how far away its map. */
export interface Neighbour {
  /** Euclidean distance from the image. */
  readonly imageDistance: number;
  /** Euclidean distance of its map from that of the image. */
  readonly mapDistance: number;
}

/** The map of an image beside those of images near it. */
export interface Neighbourhood {
  /** Euclidean length of the map. */
  readonly mapLength: number;
  readonly neighbours: readonly Neighbour[];
}

/**
 * Explains an image and others that are drawn uniformly from the cube about it, not clipped to 0 … 1.
 * The first neighbours are the same whatever their number and the batch size.
 * @throws RangeError when image, maps or options do not fit or hold what is not finite
 */
export function neighbourhood(
  { image, shape, method }: ExplainedImage,
  { radius, samples, batchSize }: NeighbourOptions,
  generator: Generator,
): Neighbourhood {
  const pixels = shape[0] * shape[1];
  const size = pixels * shape[2];
  if (image.length !== size || size === 0) {
    throw new RangeError(`an image of ${image.length} numbers; shape asks for ${size}`);
  }
  if (!(radius > 0)) throw new RangeError(`radius is ${radius}; give a positive number`);
  for (const [name, count] of Object.entries({ samples, batchSize })) {
    if (!Number.isInteger(count) || count < 1) {
      throw new RangeError(`${name} is ${count}; give a positive whole number`);
    }
  }
  const map = method(image);
  requireMap(map, pixels);
  const neighbours: Neighbour[] = [];
  for (let first = 0; first < samples; first += batchSize) {
    const count = Math.min(batchSize, samples - first);
    const changed = new Float32Array(count * size);
    for (let index = 0; index < changed.length; index++) {
      changed[index] = image[index % size]! + radius * (2 * generator.uniform() - 1);
    }
    const maps = method(changed);
    requireMap(maps, count * pixels);
    for (let row = 0; row < count; row++) {
      neighbours.push({
        imageDistance: distance(image, changed.subarray(row * size, (row + 1) * size)),
        mapDistance: distance(map, maps.subarray(row * pixels, (row + 1) * pixels)),
      });
    }
  }
  return { mapLength: distance(map, new Float32Array(pixels)), neighbours };
}

function distance(first: Float32Array, second: Float32Array): number {
  let squares = 0;
  for (let index = 0; index < first.length; index++) {
    squares += (first[index]! - second[index]!) ** 2;
  }
  return Math.sqrt(squares);
}
