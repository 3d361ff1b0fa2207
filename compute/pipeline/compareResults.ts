import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { estimateSchema, type Estimate } from '../results/estimate.ts';
import { UserError } from './userError.ts';

/** A number that differs between two sets of results. */
export interface Moved {
  readonly file: string;
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

export interface Comparison {
  readonly moved: readonly Moved[];
  /** Numbers that were compared. */
  readonly numbers: number;
  readonly onlyBefore: readonly string[];
  readonly onlyAfter: readonly string[];
}

/**
 * Compares the JSON artefacts of two results folders, number by number. Items of arrays are matched
 * by their `id`, `name` or `index` where they have one, else by position.
 */
export async function compareResults(before: string, after: string): Promise<Comparison> {
  const [first, second] = [await artefacts(before), await artefacts(after)];
  const shared = first.filter((file) => second.includes(file));
  const moved: Moved[] = [];
  let numbers = 0;
  for (const file of shared) {
    const [old, now] = [await readNumbers(before, file), await readNumbers(after, file)];
    for (const [field, was] of old) {
      const is = now.get(field);
      if (is === undefined) continue;
      numbers++;
      if (was.value !== is.value) moved.push(movedNumber(file, field, was, is));
    }
  }
  return {
    moved,
    numbers,
    onlyBefore: first.filter((file) => !second.includes(file)),
    onlyAfter: second.filter((file) => !first.includes(file)),
  };
}

type Measured = Pick<Estimate, 'value'> & Partial<Estimate>;

function movedNumber(file: string, field: string, was: Measured, is: Measured): Moved {
  const common = { file, field, before: was.value, after: is.value };
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

async function artefacts(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true }).catch((error: unknown) => {
    throw new UserError(`Cannot read the results folder ${folder}.`, { cause: error });
  });
  return names
    .filter((name) => name.endsWith('.json') && path.basename(name) !== 'manifest.json')
    .map((name) => name.split(path.sep).join('/'))
    .sort();
}

async function readNumbers(folder: string, file: string): Promise<Map<string, Measured>> {
  const at = path.join(folder, file);
  const numbers = new Map<string, Measured>();
  try {
    collectNumbers(JSON.parse(await readFile(at, 'utf8')), '', numbers);
  } catch (error) {
    throw new UserError(`${at} is not valid JSON.`, { cause: error });
  }
  return numbers;
}

function collectNumbers(value: unknown, field: string, numbers: Map<string, Measured>): void {
  if (typeof value === 'number') numbers.set(field, { value });
  if (typeof value !== 'object' || value === null) return;
  const estimate = estimateSchema.safeParse(value);
  if (estimate.success) {
    numbers.set(field, estimate.data);
    return;
  }
  for (const [key, item] of Object.entries(value)) {
    const inside = Array.isArray(value)
      ? `${field}[${labelOf(item) ?? key}]`
      : [field, key].filter(Boolean).join('.');
    collectNumbers(item, inside, numbers);
  }
}

function labelOf(item: unknown): string | undefined {
  if (typeof item !== 'object' || item === null) return undefined;
  const { id, name, index } = item as Record<string, unknown>;
  const label = id ?? name ?? index;
  return typeof label === 'string' || typeof label === 'number' ? String(label) : undefined;
}
