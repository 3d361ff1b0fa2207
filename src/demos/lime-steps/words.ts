import { formatNumber } from '../../results/numberFormat.ts';
import type { LimeStepsAnswer } from './question.ts';

/** The segment whose coefficient is largest in size. */
export function strongestSegment(coefficients: Float32Array): number {
  return coefficients.reduce(
    (best, value, segment) => (Math.abs(value) > Math.abs(coefficients[best]!) ? segment : best),
    0,
  );
}

/** Where a cell lies, e.g. `row 3, column 4`. */
export function placeOf(segment: number, segments: number): string {
  const across = Math.sqrt(segments);
  return `row ${Math.floor(segment / across) + 1}, column ${(segment % across) + 1}`;
}

/** How many cells a mask shows. */
export function cellsShown(
  { masks, coefficients }: Pick<Steps, 'masks' | 'coefficients'>,
  mask: number,
): number {
  const segments = coefficients.length;
  return masks
    .subarray(mask * segments, (mask + 1) * segments)
    .reduce((sum, member) => sum + member, 0);
}

/** One mask in words: what it shows, its weight, and what network and linear model say. */
export function maskWords(steps: Steps, mask: number): string {
  const { values, fitted, weights, coefficients } = steps;
  return (
    `Mask ${mask + 1} of ${values.length} shows ${cellsShown(steps, mask)} of ` +
    `${coefficients.length} cells; its weight is ` +
    `${formatNumber(weights[mask]!)}. The network says ${formatNumber(values[mask]!)}, ` +
    `the linear model ${formatNumber(fitted[mask]!)}.`
  );
}

/** What seeds do to the strongest coefficient. */
export function seedWords(values: readonly number[], segment: string): string {
  if (values.length < 2) return `The strongest cell is ${segment}. Try other seeds.`;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance =
    values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return (
    `The strongest cell is ${segment}: over ${values.length} seeds its coefficient is ` +
    `${formatNumber(mean)} on average, with a standard deviation of ${formatNumber(Math.sqrt(variance))}.`
  );
}

/** The fit in a sentence or two. */
export function summary(
  { target, values, r2, coefficients }: Steps,
  classNames: readonly string[],
): string {
  const strongest = strongestSegment(coefficients);
  const sign = coefficients[strongest]! < 0 ? 'against' : 'for';
  return (
    `LIME fitted ${coefficients.length} coefficients for class ${classNames[target]!} from ` +
    `${values.length} masks, with an R² of ${formatNumber(r2, 'number', 3)}. The strongest speaks ` +
    `${sign} it, in ${placeOf(strongest, coefficients.length)}, with ${formatNumber(coefficients[strongest]!)}.`
  );
}

type Steps = Pick<
  LimeStepsAnswer,
  'target' | 'masks' | 'values' | 'fitted' | 'weights' | 'coefficients' | 'r2'
>;
