import { requireMap } from '../requireMap.ts';
import type { ScoredImage } from '../scoredImage.ts';

/**
 * Checks a map against the image it explains.
 * @throws RangeError naming what does not fit
 */
export function requireMapOf(map: Float32Array, { image, shape }: ScoredImage): void {
  const [height, width, channels] = shape;
  if (image.length !== height * width * channels || image.length === 0) {
    throw new RangeError(`an image of ${image.length} numbers is not ${shape.join(' × ')}`);
  }
  requireMap(map, height * width);
}

/**
 * The scores of an image, each checked.
 * @throws RangeError when called and there are not as many scores as images, or one is not finite
 */
export function checkedScores({ image, scores }: ScoredImage): ScoredImage['scores'] {
  return (images) => {
    const values = scores(images);
    const count = images.length / image.length;
    if (values.length !== count) {
      throw new RangeError(`the model gave ${values.length} scores for ${count} images`);
    }
    const bad = values.findIndex((value) => !Number.isFinite(value));
    if (bad >= 0) throw new RangeError(`the score of a changed image is ${values[bad]}`);
    return values;
  };
}
