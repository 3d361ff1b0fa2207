import { formatNumber, formatProbability } from '../../results/numberFormat.ts';
import { largestSize } from '../canvas/largestSize.ts';
import { probabilities } from '../class-bars/probabilities.ts';
import { strongestRegion } from '../words/strongestRegion.ts';
import type { TwoMaps } from './question.ts';
import type { ContrastSide } from './settings.ts';

/** Maps of two classes, of the difference of their logits, and the one scale of all three. */
export interface ContrastMaps {
  readonly maps: Readonly<Record<ContrastSide, Float32Array>>;
  /** The relevance of full colour: the largest of all. */
  readonly scale: number;
}

export function contrastMaps([first, second]: TwoMaps): ContrastMaps {
  const difference = first.map((value, pixel) => value - second[pixel]!);
  return {
    maps: { first, second, difference },
    scale: largestSize(first, second, difference),
  };
}

/** Numbers of the first class, of the second and of their difference, as a table shows them. */
export function contrastRow(first: number, second: number): Record<ContrastSide, string> {
  return {
    first: formatNumber(first),
    second: formatNumber(second),
    difference: formatNumber(first - second),
  };
}

/** What a map adds up to. */
export function sumOf(map: Float32Array): number {
  return map.reduce((sum, value) => sum + value, 0);
}

/** Headings of the columns: both classes, and one less the other. */
export function contrastTitles(
  classNames: readonly string[],
  first: number,
  second: number,
): Record<ContrastSide, string> {
  const [own, other] = [classNames[first]!, classNames[second]!];
  return { first: own, second: other, difference: `${own} rather than ${other}` };
}

/** Logits and maps in two sentences. */
export function summary(
  logits: ArrayLike<number>,
  [first, second]: readonly [number, number],
  classNames: readonly string[],
  difference: Float32Array,
): string {
  const shares = probabilities(logits);
  const predicted = shares.indexOf(Math.max(...shares));
  const [own, other] = [classNames[first]!, classNames[second]!];
  const lead = logits[first]! - logits[second]!;
  const toWhom = lead < 0 ? 'behind' : 'ahead of';
  const region = (map: Float32Array) => strongestRegion(map) ?? 'nowhere';
  return (
    `The network says ${classNames[predicted]!}, ${formatProbability(shares[predicted]!)}. ` +
    `The logit of ${own} is ${formatNumber(Math.abs(lead))} ${toWhom} that of ${other}. By LRP, ` +
    `what speaks for ${own} rather than ${other} is strongest at the ${region(difference)}; ` +
    `what speaks for ${other} rather than ${own}, at the ${region(difference.map((value) => -value))}.`
  );
}
