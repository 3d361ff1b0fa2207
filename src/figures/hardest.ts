import type { Gallery, GalleryMaps } from '../../compute/results/gallery.ts';
import { networkWords } from '../results/networkWords.ts';
import { formatNumber } from '../results/numberFormat.ts';
import type { StudyResults } from '../results/studyResults.ts';
import type { Figure } from './figure.ts';
import { atlasDrawing, galleryData } from './gallery.ts';
import { listed } from './wordLists.ts';

/** The test images that a network gets most wrong, and what spoke for its answers. */
export function hardestFigure(results: StudyResults): Figure {
  const gallery: Gallery = results.hardest();
  const maps: GalleryMaps = results.hardestMaps();
  const { images, methods, classNames, header, network } = gallery;
  const count = formatNumber(images.length, 'integer');
  const wrong = images.filter(({ label, predicted }) => label !== predicted).length;
  const sure = images.filter(
    ({ label, predicted, probability }) => label !== predicted && probability > 0.9,
  );
  const surely = sure.length === 0 ? 'none' : formatNumber(sure.length, 'integer');
  return {
    finding:
      `Of the ${count} test images that ${networkWords(network)} finds hardest, it answers ` +
      `${surely} wrongly with more than 90\u202f% probability.`,
    description:
      `Those whose true class gets the least probability, hardest first; ${formatNumber(wrong, 'integer')} are ` +
      `classified wrongly. Beside each image the map by ${listed(methods.map(({ title }) => title))} for the ` +
      'class that the network names: vermilion speaks for it, blue against it. The number below a map is its scale.',
    alternative: `${count} test images: ${images
      .map(({ label, predicted }) => `${classNames[label]!} taken for ${classNames[predicted]!}`)
      .join(', ')}.`,
    sample: `n\u00a0=\u00a0${count} of the test images, chosen by the network’s own probabilities; seed ${String(header.seed)}`,
    sources: [header],
    data: galleryData(gallery),
    drawing: atlasDrawing(results, gallery, maps),
  };
}
