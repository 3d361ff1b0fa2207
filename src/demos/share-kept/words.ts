import { formatNumber, formatProbability } from '../../results/numberFormat.ts';
import { FILL_TITLES, KEEP_TITLES, RANKER_TITLES } from './settings.ts';
import { STEPS, type ShareKeptState } from './state.ts';

/** A step as the share that it stands for, e.g. `20 %`. */
export function shareWords(step: number): string {
  return formatNumber(step / STEPS, 'percent', 0);
}

/** What is left of an image, and of all of them, in a sentence or two. */
export function summary(
  { ranker, fill, keep, step }: ShareKeptState,
  shares: readonly number[],
  classNames: readonly string[],
  label: number,
  counted: { readonly recognised: number; readonly images: number } | undefined,
): string {
  const predicted = shares.indexOf(Math.max(...shares));
  const verdict = predicted === label ? 'which is right' : `but the class is ${classNames[label]!}`;
  const all =
    counted === undefined
      ? ''
      : ` Of ${counted.images} images it recognises ${counted.recognised}.`;
  return (
    `With the ${shareWords(step)} of the pixels that are ${KEEP_TITLES[keep]} by ${RANKER_TITLES[ranker]}, and ` +
    `${FILL_TITLES[fill]} for the rest, the network says ${classNames[predicted]!}, ` +
    `${formatProbability(shares[predicted]!)}, ${verdict}.${all}`
  );
}
