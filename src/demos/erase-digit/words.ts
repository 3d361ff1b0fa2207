import { formatNumber } from '../../results/numberFormat.ts';
import { flipOf } from './lead.ts';

/** Pixels to the first change of class, and the lead at the end, as a table shows them. */
export function scoreCells(leads: ArrayLike<number>, most: number): [flip: string, lead: string] {
  const flip = flipOf(leads);
  return [
    flip === undefined ? `not by ${most}` : String(flip),
    formatNumber(leads[leads.length - 1]!, 'number', 1),
  ];
}

/** What the reader has achieved in a sentence or two. */
export function summary(
  erased: number,
  most: number,
  lead: number,
  [original, predicted]: readonly [string, string],
): string {
  const spent = `${erased} of ${most} pixels are erased.`;
  if (original !== predicted)
    return `${spent} The network now says ${predicted} instead of ${original}.`;
  const left = erased >= most ? ' No more may be erased.' : '';
  return `${spent} The network still says ${original}, with a lead of ${formatNumber(lead, 'number', 1)}.${left}`;
}
