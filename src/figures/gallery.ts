import type { Gallery, GalleryMaps } from '../../compute/results/gallery.ts';
import { formatNumber } from '../results/numberFormat.ts';
import { networkWords } from '../results/networkWords.ts';
import type { StudyResults } from '../results/studyResults.ts';
import type { DataTable } from './dataTable.ts';
import type { Figure } from './figure.ts';
import { atlasPainter } from './galleryAtlas.ts';
import { cellPainter } from './galleryCells.ts';
import { drawGallery } from './gallerySvg.ts';
import { mapAgreements, type MapAgreement } from './mapAgreement.ts';
import { listed } from './wordLists.ts';

/**
 * Chosen images of a study with the map of every method.
 * @param choice how the images were chosen, as in `30 images …`
 */
export function galleryFigure(results: StudyResults, choice: string): Figure {
  const gallery = results.gallery();
  const { images, methods, classNames, header, network } = gallery;
  const count = formatNumber(images.length, 'integer');
  const right = images.filter(({ label, predicted }) => label === predicted).length;
  const maps = results.galleryMaps();
  const agreements = mapAgreements(gallery, maps);
  const predicted = images.map((image) => classNames[image.predicted]!);
  return {
    finding: findingOf(agreements),
    description:
      'Vermilion speaks for the class that the network predicts, blue against it; paper means nothing. ' +
      'The number below a map is its scale: the 99.5th percentile of its absolute values. ' +
      'Correlations are over the pixels of an image, median over the images.',
    alternative:
      `${count} images, ${String(right)} of them classified correctly by ${networkWords(network)}, each with ` +
      `maps by ${listed(methods.map(({ title }) => title))}: classes ${predicted.join(', ')}. ` +
      `Correlation of maps: ${agreements.map(agreementWords).join(', ')}.`,
    sample: `n\u00a0=\u00a0${count} images ${choice}; seed ${String(header.seed)}`,
    sources: [header],
    data: galleryData(gallery),
    drawing: atlasDrawing(results, gallery, maps),
  };
}

/** A gallery as it is drawn from the atlases of its study, or from the numbers behind them. */
export function atlasDrawing(
  { study, bytes }: Pick<StudyResults, 'study' | 'bytes'>,
  gallery: Gallery,
  maps: GalleryMaps,
): Figure['drawing'] {
  return {
    kind: 'atlas',
    study,
    gallery,
    draw: (options) => drawGallery(gallery, atlasPainter(gallery, bytes), options),
    drawCells: (options, style) => drawGallery(gallery, cellPainter(gallery, maps, style), options),
  };
}

function findingOf(agreements: readonly MapAgreement[]): string {
  const most = agreements[0];
  const least = agreements.at(-1);
  if (!most || !least) return 'What the method sees in each image.';
  const words = `${listed(most.methods)} paint the most similar maps (correlation ${twoDigits(most)})`;
  return most === least
    ? `${words}.`
    : `${words}, ${listed(least.methods)} the least similar (${twoDigits(least)}).`;
}

function agreementWords(agreement: MapAgreement): string {
  return `${listed(agreement.methods)} ${twoDigits(agreement)}`;
}

function twoDigits({ correlation }: MapAgreement): string {
  return formatNumber(correlation, 'number', 2);
}

/** One row an image: what it is, and of each method the scale, the sum and how sure it is. */
export function galleryData({ images, methods, classNames }: Gallery): DataTable {
  const has =
    (name: 'surrogateR2' | 'largestStandardError') => (method: Gallery['methods'][number]) =>
      method.maps.some((map) => map[name] !== undefined);
  return {
    columns: [
      { name: 'image', title: 'Image', style: 'integer' },
      { name: 'true_class', title: 'True' },
      { name: 'predicted_class', title: 'Predicted' },
      { name: 'probability', title: 'Probability', style: 'percent' },
      { name: 'logit', title: 'Logit' },
      ...methods.flatMap(({ id, title }) => [
        { name: `${id}_scale`, title: `${title}: scale`, digits: 3 },
        { name: `${id}_sum`, title: 'sum' },
      ]),
      ...methods
        .filter(has('surrogateR2'))
        .map(({ id, title }) => ({ name: `${id}_r2`, title: `${title}: R² of the surrogate` })),
      ...methods.filter(has('largestStandardError')).map(({ id, title }) => ({
        name: `${id}_largest_standard_error`,
        title: `${title}: largest standard error`,
        digits: 3,
      })),
    ],
    rows: images.map((image, position) => [
      image.index,
      classNames[image.label]!,
      classNames[image.predicted]!,
      image.probability,
      image.logits[image.predicted]!,
      ...methods.flatMap(({ maps }) => [maps[position]!.scale, maps[position]!.sum]),
      ...methods.filter(has('surrogateR2')).map(({ maps }) => maps[position]!.surrogateR2 ?? null),
      ...methods
        .filter(has('largestStandardError'))
        .map(({ maps }) => maps[position]!.largestStandardError ?? null),
    ]),
  };
}
