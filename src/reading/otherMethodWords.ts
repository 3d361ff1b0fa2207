import type { GalleryOthers } from '../../compute/results/galleryOthers.ts';

/** How to read the maps of a further method of the gallery, by the method's id. */
const WORDS: Readonly<Record<string, string>> = {
  'lrp-epsilon-plus':
    'At convolutions only what speaks for a unit gets a share of its relevance; at dense layers every input does.',
  'lrp-epsilon': 'The ε rule at every layer that has weights: nearly the gradient times the input.',
  'lrp-alpha2-beta1':
    'At convolutions what speaks for a unit counts twice, and what speaks against it once, with a minus.',
  gradient:
    'Vermilion where more light would raise the logit and blue where it would lower it, whether or not there is light now.',
  'gradient-times-input':
    'The gradient times the light that is there: what is black has no relevance.',
  'smooth-grad':
    'The mean of the gradients at noisy copies of the image, with the signs of a gradient.',
  'integrated-gradients':
    'The mean gradient on the way from a black image to this one, times the light that is there.',
  'grad-cam':
    'Where the last convolution finds what speaks for the class, at its coarse resolution and cut off at zero.',
  occlusion: 'What the logit loses when one cell alone turns black; blue where it gains.',
  rise: 'The mean logit of randomly masked images that show the pixel, less that of all of them: blue is below average.',
  'permutation-shapley':
    'The values that Kernel SHAP estimates, from cells that are uncovered in random orders.',
};

/**
 * A sentence or two on how to read the maps of a further method, and on whether they have any blue.
 * @throws Error for a method of which nothing is told
 */
export function otherMethodWords({
  id,
  maps,
}: Pick<GalleryOthers['methods'][number], 'id' | 'maps'>): string {
  const words = WORDS[id];
  if (words === undefined) throw new Error(`Nothing tells how to read maps by "${id}".`);
  const signed = maps.some(({ against }) => against > 0);
  return signed ? words : `${words} There is no blue in these maps.`;
}
