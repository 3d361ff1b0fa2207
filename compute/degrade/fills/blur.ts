import { gaussianBlur } from '../../explain/segmentation/gaussianBlur.ts';
import { fillFrom, type Fill } from './fill.ts';

/** Standard deviation of the blur, as a share of the shorter side: 4 pixels of an image of 32. */
const SIGMA_SHARE = 1 / 8;

/** The image itself, so blurred that only its large shapes are left. */
export const blur: Fill = {
  id: 'blur',
  name: 'Blur',
  source: 'Fong & Vedaldi 2017, Meaningful perturbation, section 4.1',
  prepare: (image, shape) => {
    const sigma = SIGMA_SHARE * Math.min(shape[0], shape[1]);
    return fillFrom(
      Float32Array.from(gaussianBlur(Float64Array.from(image), shape, sigma)),
      shape[2],
    );
  },
};
