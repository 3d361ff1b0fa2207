import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { compareNumbers, type MovedNumber } from '../results/movedNumbers.ts';
import { UserError } from './userError.ts';

/** A number that differs between two sets of results. */
export interface Moved extends MovedNumber {
  readonly file: string;
}

export interface Comparison {
  readonly moved: readonly Moved[];
  /** Numbers that were compared. */
  readonly numbers: number;
  readonly onlyBefore: readonly string[];
  readonly onlyAfter: readonly string[];
}

/** Compares the JSON artefacts of two results folders, number by number. */
export async function compareResults(before: string, after: string): Promise<Comparison> {
  const [first, second] = [await artefacts(before), await artefacts(after)];
  const shared = first.filter((file) => second.includes(file));
  const moved: Moved[] = [];
  let numbers = 0;
  for (const file of shared) {
    const compared = compareNumbers(await readJson(before, file), await readJson(after, file));
    numbers += compared.numbers;
    moved.push(...compared.moved.map((move) => ({ file, ...move })));
  }
  return {
    moved,
    numbers,
    onlyBefore: first.filter((file) => !second.includes(file)),
    onlyAfter: second.filter((file) => !first.includes(file)),
  };
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

async function readJson(folder: string, file: string): Promise<unknown> {
  const at = path.join(folder, file);
  try {
    return JSON.parse(await readFile(at, 'utf8'));
  } catch (error) {
    throw new UserError(`${at} is not valid JSON.`, { cause: error });
  }
}
