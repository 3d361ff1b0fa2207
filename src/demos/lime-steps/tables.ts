import { formatNumber } from '../../results/numberFormat.ts';
import type { LimeStepsAnswer } from './question.ts';
import { cellsShown } from './words.ts';

type Masks = Pick<LimeStepsAnswer, 'masks' | 'values' | 'fitted' | 'weights' | 'coefficients'>;

/** The scatter plot in numbers, one row a mask: content of a table's body. */
export function maskRowsOf(steps: Masks): string {
  const { values, fitted, weights } = steps;
  return Array.from(values, (value, mask) =>
    row(mask + 1, [
      String(cellsShown(steps, mask)),
      formatNumber(weights[mask]!),
      formatNumber(value),
      formatNumber(fitted[mask]!),
    ]),
  ).join('');
}

/**
 * The histogram in numbers, one row a seed: content of a table's body.
 * @param values coefficients of the strongest cell, one a seed tried
 * @param first the first of the seeds, which follow one another
 */
export function seedRowsOf(values: readonly number[], first: number): string {
  return values.map((value, next) => row(first + next, [formatNumber(value)])).join('');
}

function row(head: number, cells: readonly string[]): string {
  const data = cells.map((text) => `<td class="numeric">${text}</td>`).join('');
  return `<tr><th scope="row">${head}</th>${data}</tr>`;
}
