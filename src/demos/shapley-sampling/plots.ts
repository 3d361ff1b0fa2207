import { binomial } from '../../../compute/explain/shap/binomial.ts';
import { formatNumber } from '../../results/numberFormat.ts';
import type { ShapleyAnswer } from './question.ts';
import { CELL_NAMES } from './settings.ts';
import { EXACT } from './words.ts';

/** Width of all drawings in their own units, which are pixels where there is room. */
const WIDTH = 290;
const RIGHT = WIDTH - 10;

const VALUES = { left: 78, top: 6, row: 22 } as const;
const VALUES_BOTTOM = VALUES.top + CELL_NAMES.length * VALUES.row;
export const VALUES_BOX = `0 0 ${WIDTH} ${VALUES_BOTTOM + 20}`;

const SIZES = { left: 30, top: 16, bottom: 100 } as const;
export const SIZES_BOX = `0 0 ${WIDTH} ${SIZES.bottom + 32}`;

const ERRORS = { left: 44, top: 8, bottom: 120 } as const;
export const ERRORS_BOX = `0 0 ${WIDTH} ${ERRORS.bottom + 32}`;

/** Exact values as strokes, estimates as dots with their 95 % intervals. */
export function valuesOf({
  exact,
  estimate,
  standardErrors,
}: Pick<ShapleyAnswer, 'exact' | 'estimate' | 'standardErrors'>): string {
  const reach = Array.from(standardErrors, (error) => (Number.isNaN(error) ? 0 : 1.96 * error));
  const ends = [0, ...exact].concat(
    ...Array.from(estimate, (value, cell) => [value - reach[cell]!, value + reach[cell]!]),
  );
  const [least, most] = [Math.min(...ends), Math.max(...ends)];
  const x = (value: number) =>
    VALUES.left + 4 + ((value - least) / (most - least || 1)) * (RIGHT - VALUES.left - 8);
  return [
    `<path class="axis" d="M${n(x(0))} ${VALUES.top}V${VALUES_BOTTOM}"/>`,
    ...CELL_NAMES.map((name, cell) => {
      const y = VALUES.top + (cell + 0.5) * VALUES.row;
      const [value, half] = [estimate[cell]!, reach[cell]!];
      return [
        label(VALUES.left - 6, y + 4, name, 'end', ''),
        `<path class="interval" d="M${n(x(value - half))} ${n(y)}H${n(x(value + half))}"/>`,
        `<path class="exact" d="M${n(x(exact[cell]!))} ${n(y - 8)}V${n(y + 8)}"/>`,
        `<circle class="estimate" cx="${n(x(value))}" cy="${n(y)}" r="4"/>`,
      ].join('');
    }),
    label(x(0), VALUES_BOTTOM + 14, '0', 'middle'),
    label(RIGHT, VALUES_BOTTOM + 14, formatNumber(most), 'end'),
  ].join('');
}

/** Coalitions drawn of each size, within all that there are. The empty and the full one always are. */
export function sizesOf(sizes: readonly number[]): string {
  const players = sizes.length - 1;
  const most = binomial(players, Math.floor(players / 2));
  const width = (RIGHT - SIZES.left) / (players - 1);
  const height = (count: number) => (count / most) * (SIZES.bottom - SIZES.top);
  const bars = Array.from({ length: players - 1 }, (_, place) => {
    const size = place + 1;
    const [all, drawn] = [binomial(players, size), sizes[size]!];
    const x = SIZES.left + place * width + 3;
    const bar = (name: string, count: number) =>
      `<rect class="${name}" x="${n(x)}" y="${n(SIZES.bottom - height(count))}" width="${n(width - 6)}" height="${n(height(count))}"/>`;
    return [
      bar('all', all),
      bar('drawn', drawn),
      label(x + width / 2 - 3, SIZES.bottom - height(all) - 4, String(drawn), 'middle', ''),
      label(x + width / 2 - 3, SIZES.bottom + 13, String(size), 'middle'),
    ].join('');
  });
  return [
    ...bars,
    `<path class="axis" d="M${SIZES.left} ${SIZES.bottom}H${RIGHT}"/>`,
    label((SIZES.left + RIGHT) / 2, SIZES.bottom + 28, 'cells shown', 'middle'),
  ].join('');
}

/**
 * The error of the regression and of the Gaussian process (dashed) against the number of coalitions, both
 * axes logarithmic; exact at the foot.
 */
export function errorsOf(
  budgets: readonly number[],
  { errors, smoothedErrors }: Pick<ShapleyAnswer, 'errors' | 'smoothedErrors'>,
  current: number,
): string {
  const measured = [...errors, ...smoothedErrors].filter((error) => error > EXACT);
  const high = Math.max(...measured, 2 * EXACT);
  const low = Math.min(...measured, high) / 3;
  const [first, last] = [budgets[0]!, budgets.at(-1)!];
  const x = (budget: number) =>
    ERRORS.left +
    8 +
    (Math.log(budget / first) / Math.log(last / first)) * (RIGHT - ERRORS.left - 24);
  const y = (error: number) =>
    ERRORS.bottom -
    (Math.log(Math.max(error, low) / low) / Math.log(high / low)) * (ERRORS.bottom - ERRORS.top);
  const place = budgets.indexOf(current);
  const courseOf = (own: readonly number[]) =>
    `M${own.map((error, index) => `${n(x(budgets[index]!))} ${n(y(error))}`).join('L')}`;
  return [
    `<path class="axis" d="M${ERRORS.left} ${ERRORS.top}V${ERRORS.bottom}H${RIGHT}"/>`,
    `<path class="smoothed course" d="${courseOf(smoothedErrors)}"/>`,
    `<path class="course" d="${courseOf(errors)}"/>`,
    ...errors.map(
      (error, index) =>
        `<circle class="${index === place ? 'chosen' : 'point'}" cx="${n(x(budgets[index]!))}" cy="${n(y(error))}" r="${index === place ? 5 : 3}"/>`,
    ),
    ...budgets.map((budget) => label(x(budget), ERRORS.bottom + 13, String(budget), 'middle')),
    label(ERRORS.left - 5, y(high) + 8, formatNumber(high), 'end'),
    label(ERRORS.left - 5, ERRORS.bottom + 4, 'exact', 'end'),
    label((ERRORS.left + RIGHT) / 2, ERRORS.bottom + 28, 'coalitions asked about', 'middle'),
  ].join('');
}

function label(x: number, y: number, content: string, anchor: string, look = 'soft'): string {
  return `<text class="${look}" x="${n(x)}" y="${n(y)}" text-anchor="${anchor}">${content}</text>`;
}

function n(value: number): string {
  return String(Math.round(value * 100) / 100);
}
