import { binomial } from '../../../compute/explain/shap/binomial.ts';
import { formatNumber } from '../../results/numberFormat.ts';
import type { ShapleyAnswer } from './question.ts';

/** Below this the error is that of rounding: the values are exact. */
export const EXACT = 1e-4;

/** Root mean square difference of the estimate from the exact values. */
export function missBy({ exact, estimate }: Pick<ShapleyAnswer, 'exact' | 'estimate'>): number {
  const squares = exact.reduce((sum, value, cell) => sum + (value - estimate[cell]!) ** 2, 0);
  return Math.sqrt(squares / exact.length);
}

/** Exact value, estimate and standard error of a cell, as a table shows them. */
export function valueCells(
  { exact, estimate, standardErrors }: Pick<ShapleyAnswer, 'exact' | 'estimate' | 'standardErrors'>,
  cell: number,
): string[] {
  const error = standardErrors[cell]!;
  return [
    formatNumber(exact[cell]!),
    formatNumber(estimate[cell]!),
    Number.isNaN(error) ? 'unknown' : formatNumber(error, 'number', 3),
  ];
}

/** Coalitions drawn of a size, and all that there are, as a table shows them. */
export function sizeCells(sizes: readonly number[], size: number): string[] {
  return [String(sizes[size]!), String(binomial(sizes.length - 1, size))];
}

/** The errors at a budget, without smoothing and with it, as a table shows them. */
export function errorCells(
  { errors, smoothedErrors }: Pick<ShapleyAnswer, 'errors' | 'smoothedErrors'>,
  place: number,
): string[] {
  return [errors[place]!, smoothedErrors[place]!].map((error) =>
    error > EXACT ? formatNumber(error, 'number', 3) : 'exact',
  );
}

/** The estimate and its error in a sentence or two. */
export function summary(answer: ShapleyAnswer, classNames: readonly string[]): string {
  const { target, base, full, sizes, exact } = answer;
  const asked = sizes.reduce((sum, count) => sum + count, 0) - 2;
  const all = 2 ** exact.length - 2;
  const difference = missBy(answer);
  const error =
    asked === all
      ? 'are the exact Shapley values'
      : `miss the exact Shapley values by ${formatNumber(difference, 'number', 3)} (root mean square)`;
  return (
    `The whole image is worth ${formatNumber(full)} for class ${classNames[target]!}, a black one ` +
    `${formatNumber(base)}: the ${exact.length} cells divide ${formatNumber(full - base)}. From ${asked} of ` +
    `${all} coalitions their shares ${error}.`
  );
}
