import { formatNumber } from '../../results/numberFormat.ts';
import type { RandomLayersAnswer } from './question.ts';

const LAYER_NAMES: Readonly<Record<string, string>> = { dense: 'dense', conv2d: 'conv.' };

/**
 * Headings of the stages: as learned, then what is random so far. Layers of one type are numbered from the
 * input, as in the table of composites.
 * @param layers types from the top down
 */
export function stageTitles(layers: readonly string[]): string[] {
  const names = layers.map((type, place) => {
    const name = LAYER_NAMES[type] ?? type;
    const below = layers.slice(place + 1).filter((other) => other === type).length;
    return layers.indexOf(type) === layers.lastIndexOf(type) ? name : `${name} ${below + 1}`;
  });
  return [
    'as learned',
    ...names.map((name, stage) => (stage === 0 ? `${name} random` : `+ ${name}`)),
  ];
}

/** A similarity as tables show it. */
export function similarityText(similarity: number): string {
  return formatNumber(similarity);
}

/** Which map changed least, and which most, once all layers are random. */
export function summary(
  { target, similarities, layers }: Pick<RandomLayersAnswer, 'target' | 'similarities' | 'layers'>,
  titles: readonly string[],
  classNames: readonly string[],
): string {
  const last = similarities.map((row) => row.at(-1)!);
  const named = (row: number) => `${titles[row]!} (${similarityText(last[row]!)})`;
  const most = last.indexOf(Math.max(...last));
  const least = last.indexOf(Math.min(...last));
  return (
    `Maps for ${classNames[target]!}. With all ${layers.length} layers random, the map most like that of ` +
    `the network as learned is that of ${named(most)}, the one least like it that of ${named(least)}.`
  );
}
