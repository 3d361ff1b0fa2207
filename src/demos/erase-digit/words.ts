import { formatNumber } from '../../results/numberFormat.ts';
import { flipOf } from './lead.ts';
import type { Erasure } from './question.ts';
import { ERASERS } from './settings.ts';

/** Pixels to the first change of class, and the lead at the end, as a table shows them. */
export function scoreCells(leads: ArrayLike<number>, most: number): [flip: string, lead: string] {
  const flip = flipOf(leads);
  return [
    flip === undefined ? `not by ${most}` : String(flip),
    formatNumber(leads[leads.length - 1]!, 'number', 1),
  ];
}

/** What the reader has achieved, and what the methods needed where they have erased, in a few sentences. */
export function summary(
  erased: number,
  most: number,
  lead: number,
  names: readonly [original: string, predicted: string],
  erasures: readonly Erasure[],
): string {
  return `${erased} of ${most} pixels are erased. ${ofReader(erased, most, lead, names)}${ofMethods(erasures, most)}`;
}

function ofReader(
  erased: number,
  most: number,
  lead: number,
  [original, predicted]: readonly [string, string],
): string {
  if (original !== predicted) return `The network now says ${predicted} instead of ${original}.`;
  const left = erased >= most ? ' No more may be erased.' : '';
  return `The network still says ${original}, with a lead of ${formatNumber(lead, 'number', 1)}.${left}`;
}

function ofMethods(erasures: readonly Erasure[], most: number): string {
  if (erasures.length === 0) return '';
  const scores = ERASERS.map(({ id, title }) => {
    const [flip] = scoreCells(erasures.find((one) => one.id === id)!.leads, most);
    return `${title} ${flip}`;
  });
  return ` Pixels until another class wins: ${scores.join(', ')}.`;
}
