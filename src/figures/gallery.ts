import type { StudyResults } from '../results/studyResults.ts';
import { formatNumber } from '../results/numberFormat.ts';
import type { Figure } from './figure.ts';

/** The fixed images of a study with the map of every method. */
export function galleryFigure(results: StudyResults): Figure {
  const gallery = results.gallery();
  const { images, methods, classNames, header, network } = gallery;
  const titles = methods.map(({ title }) => title);
  const right = images.filter(({ label, predicted }) => label === predicted).length;
  const name = (label: number) => classNames[label]!;
  return {
    finding: `${listed(titles)} see the same ${formatNumber(images.length, 'integer')} images with different eyes.`,
    description:
      'Each group: the image and its maps for the class that the network predicts. Vermilion speaks for ' +
      'the class, blue against it, and paper means nothing; every map has its own scale, the 99.5th percentile ' +
      'of its absolute values.',
    alternative:
      `${String(images.length)} images, ${String(right)} of them classified correctly by the ${network} network, each with ` +
      `maps by ${listed(titles)}: classes ${images.map(({ predicted }) => name(predicted)).join(', ')}.`,
    sample: `n = ${formatNumber(images.length, 'integer')} images chosen in 2021, before any map was made; seed ${String(header.seed)}`,
    sources: [header],
    data: {
      columns: [
        { name: 'image', title: 'Image', style: 'integer' },
        { name: 'true_class', title: 'True' },
        { name: 'predicted_class', title: 'Predicted' },
        { name: 'probability', title: 'Probability', style: 'percent' },
        { name: 'logit', title: 'Logit' },
        ...methods.flatMap(({ id, title }) => [
          { name: `${id}_scale`, title: `${title} scale`, digits: 3 },
          { name: `${id}_sum`, title: `${title} sum` },
        ]),
      ],
      rows: images.map((image, position) => [
        image.index,
        name(image.label),
        name(image.predicted),
        image.probability,
        image.logits[image.predicted]!,
        ...methods.flatMap(({ maps }) => [maps[position]!.scale, maps[position]!.sum]),
      ]),
    },
    drawing: { kind: 'atlas', results },
  };
}

function listed(words: readonly string[]): string {
  return words.length < 2
    ? words.join('')
    : `${words.slice(0, -1).join(', ')} and ${words.at(-1)!}`;
}
