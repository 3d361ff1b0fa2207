import { formatNumber } from '../../results/numberFormat.ts';
import type { Trace } from './plot.ts';
import type { Erasure } from './question.ts';
import { ERASERS } from './settings.ts';

/**
 * The curves in numbers, one row a number of pixels erased: what the reader's lead was, as far as it came
 * to that number, and those of the methods. Content of a table's body.
 * @param most pixels that may be erased
 */
export function leadRowsOf(erasures: readonly Erasure[], trace: Trace, most: number): string {
  const columns = [
    new Map(trace),
    ...ERASERS.map(({ id }) => new Map(erasures.find((one) => one.id === id)?.leads.entries())),
  ];
  return Array.from({ length: most + 1 }, (_, pixels) => {
    const cells = columns.map((leads) => {
      const lead = leads.get(pixels);
      const text = lead === undefined ? '–' : formatNumber(lead, 'number', 1);
      return `<td class="numeric">${text}</td>`;
    });
    return `<tr><th scope="row">${pixels}</th>${cells.join('')}</tr>`;
  }).join('');
}
