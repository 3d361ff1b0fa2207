import { formatChange, formatProbability } from '../results/numberFormat.ts';
import { mostRemoved, SIDE, type OpeningImage, type OpeningMap } from './openingImage.ts';

/** The middle of the lens, in pixels of the image from its top left corner. */
export type Lens = readonly [x: number, y: number];

/** What the network says once so many pixels are removed by the ranking at a place. */
export function answerWords(
  { predicted, removals }: OpeningImage,
  place: number,
  removed: number,
  classNames: readonly string[],
): string {
  const { says, sure } = removals[place]!;
  const name = classNames[says[removed]!]!;
  const word = removed === 0 ? 'says' : says[removed] === predicted ? 'still says' : 'now says';
  return `${word} ${name}, ${formatProbability(sure[removed]!)}`;
}

/** How sure the network is of the whole image, in running text. */
export function sureWords({ removals }: OpeningImage): string {
  return formatProbability(removals[0]!.first[0]!)
    .replace('>', 'more than ')
    .replace('<', 'less than ');
}

/** The relevance in the middle of the lens. */
export function relevanceWords({ relevance }: OpeningMap, lens: Lens): string {
  return `${formatChange(relevance[pixelUnder(lens)]!, 'number', 3)} here`;
}

/** Where the lens is and what it shows there, for those who do not see it. */
export function lensWords({ maps }: OpeningImage, lens: Lens): string {
  const pixel = pixelUnder(lens);
  const [column, row] = [pixel % SIDE, Math.floor(pixel / SIDE)];
  const found = maps.map((map) => `${map.title} ${relevanceWords(map, lens)}`).join(', ');
  return `Column ${String(column + 1)}, row ${String(row + 1)} of ${String(SIDE)}: ${found}`;
}

/** How many pixels are removed. */
export function removedWords(image: OpeningImage, removed: number): string {
  return `${String(removed)} of ${String(mostRemoved(image))}`;
}

/** What became of the answers in a sentence, for screen readers. */
export function summaryWords(
  image: OpeningImage,
  removed: number,
  classNames: readonly string[],
): string {
  const answers = image.maps.map(
    ({ title }, place) => `${title} ${answerWords(image, place, removed, classNames)}`,
  );
  return `${removedWords(image, removed)} pixels removed: ${answers.join('; ')}.`;
}

function pixelUnder([x, y]: Lens): number {
  const within = (place: number) => Math.min(SIDE - 1, Math.max(0, Math.floor(place)));
  return within(y) * SIDE + within(x);
}
