import type { Estimate } from './estimate.ts';

/** A number that differs between two artefacts of the same kind. */
export interface MovedNumber {
  /** Where in the file, e.g. `rows[lime].accuracy`. */
  readonly field: string;
  readonly before: number;
  readonly after: number;
  /** Intervals, where the numbers have them. */
  readonly intervals?: { readonly before: Estimate; readonly after: Estimate };
  /**
   * For numbers with intervals: whether each value lies outside the interval of the other, that is,
   * whether the move is more than the intervals explain.
   */
  readonly outside: boolean;
}

export interface ComparedNumbers {
  readonly moved: readonly MovedNumber[];
  /** Numbers that both have. */
  readonly numbers: number;
}

/**
 * Compares two JSON documents number by number. Items of arrays are matched by their `id`, `name` or
 * `index` where they have one, else by position.
 */
export function compareNumbers(before: unknown, after: unknown): ComparedNumbers {
  const [old, now] = [numbersOf(before), numbersOf(after)];
  const moved: MovedNumber[] = [];
  let numbers = 0;
  for (const [field, was] of old) {
    const is = now.get(field);
    if (is === undefined) continue;
    numbers++;
    if (was.value !== is.value) moved.push(movedNumber(field, was, is));
  }
  return { moved, numbers };
}

type Measured = Pick<Estimate, 'value'> & Partial<Estimate>;

function movedNumber(field: string, was: Measured, is: Measured): MovedNumber {
  const common = { field, before: was.value, after: is.value };
  if (!hasInterval(was) || !hasInterval(is)) return { ...common, outside: false };
  const outside = !contains(was, is.value) && !contains(is, was.value);
  return { ...common, intervals: { before: was, after: is }, outside };
}

function hasInterval(number: Measured): number is Estimate {
  return number.low !== undefined && number.high !== undefined;
}

function contains({ low, high }: Estimate, value: number): boolean {
  return low <= value && value <= high;
}

function numbersOf(document: unknown): Map<string, Measured> {
  const numbers = new Map<string, Measured>();
  collectNumbers(document, '', numbers);
  return numbers;
}

function collectNumbers(value: unknown, field: string, numbers: Map<string, Measured>): void {
  if (typeof value === 'number') numbers.set(field, { value });
  if (typeof value !== 'object' || value === null) return;
  if (isEstimate(value)) {
    numbers.set(field, value);
    return;
  }
  for (const [key, item] of Object.entries(value)) {
    const inside = Array.isArray(value)
      ? `${field}[${labelOf(item) ?? key}]`
      : [field, key].filter(Boolean).join('.');
    collectNumbers(item, inside, numbers);
  }
}

/** What `estimateSchema` accepts, without the schema's weight, which a page would have to load. */
function isEstimate(value: object): value is Estimate {
  const { value: middle, low, high, ...more } = value as Readonly<Record<string, unknown>>;
  return (
    typeof middle === 'number' &&
    typeof low === 'number' &&
    typeof high === 'number' &&
    low <= middle &&
    middle <= high &&
    Object.keys(more).length === 0
  );
}

function labelOf(item: unknown): string | undefined {
  if (typeof item !== 'object' || item === null) return undefined;
  const { id, name, index } = item as Record<string, unknown>;
  const label = id ?? name ?? index;
  return typeof label === 'string' || typeof label === 'number' ? String(label) : undefined;
}
