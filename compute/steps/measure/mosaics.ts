import type { ImageSet } from '../../datasets/imageSet.ts';
import { mosaicOf } from '../../metrics/localisation/focus.ts';
import type { Generator } from '../../random/generator.ts';
import { imageValues } from '../imageValues.ts';

export interface Mosaics {
  /** Row-major [count × height × width × channels]. */
  readonly images: Float32Array;
  /** 1 on the tiles of the class explained, row-major [count × height × width]. */
  readonly masks: Uint8Array;
  /** The class explained, mosaic by mosaic. */
  readonly targets: readonly number[];
}

/**
 * Mosaics of four images of a set: two of a class drawn at random, two of other classes, in places
 * drawn at random (Arias-Duart et al. 2022, section 3).
 */
export function drawMosaics(set: ImageSet, count: number, generator: Generator): Mosaics {
  const [height, width, channels] = set.shape;
  const pixels = height * width;
  const images = new Float32Array(count * pixels * channels);
  const masks = new Uint8Array(count * pixels);
  const byClass = set.classNames.map((_, label) =>
    Int32Array.from(set.labels.keys()).filter((image) => set.labels[image] === label),
  );
  const anyOf = (label: number) => byClass[label]![generator.below(byClass[label]!.length)]!;
  const targets = Array.from({ length: count }, (_, mosaic) => {
    const target = generator.below(set.classNames.length);
    const other = () =>
      (target + 1 + generator.below(set.classNames.length - 1)) % set.classNames.length;
    const labels = [target, target, other(), other()];
    const places = [...generator.shuffle(Int32Array.of(0, 1, 2, 3))];
    const tiles = places.map((place) => {
      const image = anyOf(labels[place]!);
      return imageValues(set, image, image + 1);
    });
    const made = mosaicOf(
      tiles,
      places.map((place) => labels[place] === target),
      set.shape,
    );
    images.set(made.image, mosaic * pixels * channels);
    masks.set(made.mask, mosaic * pixels);
    return target;
  });
  return { images, masks, targets };
}
