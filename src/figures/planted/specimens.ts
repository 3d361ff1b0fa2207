import type { Gallery, GalleryMaps } from '../../../compute/results/gallery.ts';
import { formatNumber } from '../../results/numberFormat.ts';
import type { PlantedResults } from '../../results/plantedResults.ts';
import type { Figure } from '../figure.ts';
import { atlasDrawing, galleryData } from '../gallery.ts';
import { mapAgreements } from '../mapAgreement.ts';
import { listed } from '../wordLists.ts';
import { variantWords } from './variants.ts';

/** The method of a gallery whose maps are the truth. */
const EVIDENCE = 'evidence';

/**
 * Planted images beside their evidence and the map of every method.
 * @param choice how the images were chosen, as in `6 images …`
 */
export function specimensFigure(results: PlantedResults, variant: string, choice: string): Figure {
  const gallery = results.specimens(variant);
  const { images, methods, classNames, header } = gallery;
  const maps = results.specimenMaps(variant);
  const likeness = likenessToEvidence(gallery, maps);
  const count = formatNumber(images.length, 'integer');
  const likenessWords = listed(likeness.map(({ title, value }) => `${title} ${value}`));
  const [best] = likeness;
  return {
    finding: best
      ? `${best.title}’s maps look most like the evidence of these images (correlation ${best.value}).`
      : 'The images and their evidence.',
    description:
      `What decides the class is ${variantWords(variant)}; the map after the image shows its pixels. ` +
      'Vermilion speaks for the class that the network predicts, blue against it. The number below a map is ' +
      `its scale. Correlations with the evidence, over the pixels of an image, median over the images: ${likenessWords}.`,
    alternative:
      `${count} planted images of the classes ${listed(images.map(({ label }) => classNames[label]!))}, each with ` +
      `maps by ${listed(methods.map(({ title }) => title))}. Correlation with the evidence: ${likenessWords}.`,
    sample: `n\u00a0=\u00a0${count} images ${choice}; seed ${String(header.seed)}`,
    sources: [header],
    data: galleryData(gallery),
    drawing: atlasDrawing(results, gallery, maps),
  };
}

/** How much the maps of each method look like the evidence, most alike first. */
function likenessToEvidence(gallery: Gallery, maps: GalleryMaps) {
  const evidence = gallery.methods.find(({ id }) => id === EVIDENCE)!;
  return mapAgreements(gallery, maps)
    .filter(({ methods }) => methods.includes(evidence.title))
    .map(({ methods, correlation }) => ({
      title: methods.find((title) => title !== evidence.title)!,
      value: formatNumber(correlation, 'number', 2),
    }));
}
