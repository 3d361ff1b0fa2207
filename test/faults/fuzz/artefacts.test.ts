import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { artefactSchema } from '../../../compute/results/artefacts.ts';
import { manifestSchema } from '../../../compute/results/manifest.ts';
import { parseArtefact } from '../../../src/results/readArtefact.ts';
import { often } from '../thoroughness.ts';
import { damagedText } from './damage.ts';
import { fuzz, namesFile } from './fuzz.ts';

const FIXTURES = path.resolve(import.meta.dirname, '../../fixtures/results');

/** Small enough that a case takes no time. */
const LARGEST = 40_000;

/** One published file of each kind that the fixtures have. */
function examples(): [name: string, text: string][] {
  const kinds = new Map<unknown, [string, string]>();
  for (const file of readdirSync(FIXTURES, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!file.endsWith('.json')) continue;
    const text = readFileSync(path.join(FIXTURES, file), 'utf8');
    const schema = schemaOf(path.basename(file));
    if (schema !== undefined && text.length < LARGEST && !kinds.has(schema)) {
      kinds.set(schema, [path.basename(file), text]);
    }
  }
  return [...kinds.values()];
}

const schemaOf = (name: string) =>
  name === 'manifest.json' ? manifestSchema : artefactSchema(name);

describe('fuzzed artefacts', () => {
  const files = examples();

  it('are of many kinds', () => {
    expect(files.length).toBeGreaterThan(8);
  });

  it.each(files)('%s', async (name, text) => {
    const schema = schemaOf(name)!;
    await fuzz({
      input: fc.oneof(
        { weight: 1, arbitrary: fc.constant(text) },
        { weight: 50, arbitrary: damagedText(text) },
      ),
      runs: often(40, 2000),
      isClear: namesFile(name),
      read: (damaged) => {
        const value = parseArtefact(name, damaged, schema);
        expect(schema.safeParse(value).success).toBe(true);
      },
    });
  });
});
