import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { artefactSchema } from '../../../compute/results/artefacts.ts';
import { manifestSchema } from '../../../compute/results/manifest.ts';
import { parseArtefact } from '../../../src/results/readArtefact.ts';
import { damagedText } from './damage.ts';
import { fuzz, namesFile } from './fuzz.ts';

const TEST = path.resolve(import.meta.dirname, '../..');

/** Where published files are: of the smallest studies, made up, and of this report. */
const EXAMPLES = path.join(TEST, 'faults/fuzz/examples');
const FIXTURES = path.join(TEST, 'fixtures/results');
const RESULTS = path.resolve(TEST, '../content/results');

/** Small enough that a case takes no time. */
const LARGEST = 40_000;

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => schemaOf(path.basename(file)) !== undefined)
    .sort()
    .map((file) => path.join(folder, file));
}

/** One published file of each kind. */
function examples(): ReadonlyMap<unknown, readonly [name: string, text: string]> {
  const kinds = new Map<unknown, [string, string]>();
  for (const file of [EXAMPLES, FIXTURES].flatMap(filesOf)) {
    const text = readFileSync(file, 'utf8');
    const schema = schemaOf(path.basename(file));
    if (text.length < LARGEST && !kinds.has(schema)) {
      kinds.set(schema, [path.basename(file), text]);
    }
  }
  return kinds;
}

const schemaOf = (name: string) =>
  name === 'manifest.json' ? manifestSchema : artefactSchema(name);

describe('fuzzed artefacts', () => {
  const kinds = examples();

  it('are of every kind that is published', () => {
    const without = filesOf(RESULTS).filter((file) => !kinds.has(schemaOf(path.basename(file))));
    expect(without).toEqual([]);
    expect(kinds.size).toBeGreaterThan(20);
  });

  it.each([...kinds.values()])('%s', async (name, text) => {
    const schema = schemaOf(name)!;
    await fuzz({
      input: fc.oneof(
        { weight: 1, arbitrary: fc.constant(text) },
        { weight: 50, arbitrary: damagedText(text) },
      ),
      reader: 'artefact of a kind',
      isClear: namesFile(name),
      read: (damaged) => {
        const value = parseArtefact(name, damaged, schema);
        expect(schema.safeParse(value).success).toBe(true);
      },
    });
  });
});
