import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compareNumbers } from '../../compute/results/movedNumbers.ts';
import { compareSets } from '../../src/comparing/compareSets.ts';
import { readResultFile, type ResultFile } from '../../src/comparing/resultFile.ts';

function artefact(name: string, fields: object, study = 'mnist'): ResultFile {
  return readResultFile(name, JSON.stringify({ header: { study }, ...fields }));
}

const near = { value: 0.5, low: 0.4, high: 0.6 };

describe('two sets of results', () => {
  it('tells what moved, and whether beyond the intervals', () => {
    const before = artefact('a.json', { rows: [{ id: 'lrp', accuracy: near, n: 3 }] });
    const within = artefact('a.json', {
      rows: [{ id: 'lrp', accuracy: { ...near, value: 0.55 }, n: 3 }],
    });
    const far = { value: 0.9, low: 0.8, high: 0.95 };
    const beyond = artefact('a.json', { rows: [{ id: 'lrp', accuracy: far, n: 4 }] });
    expect(compareSets([before], [before]).files).toEqual([
      { name: 'mnist/a.json', numbers: 2, moved: [] },
    ]);
    expect(compareSets([before], [within]).files[0]!.moved).toMatchObject([
      { field: 'rows[lrp].accuracy', before: 0.5, after: 0.55, outside: false },
    ]);
    expect(compareSets([before], [beyond]).files[0]!.moved).toMatchObject([
      { field: 'rows[lrp].accuracy', outside: true, intervals: { before: near, after: far } },
      { field: 'rows[lrp].n', before: 3, after: 4, outside: false },
    ]);
  });

  it('pairs files of one study and name; two single files whatever their names', () => {
    const [a, b, c] = [
      artefact('a.json', { x: 1 }),
      artefact('b.json', { x: 2 }),
      artefact('b.json', { x: 3 }, 'planted'),
    ];
    const sets = compareSets([a, b], [b, c]);
    expect(sets.files.map(({ name }) => name)).toEqual(['mnist/b.json']);
    expect(sets.onlyBefore).toEqual(['mnist/a.json']);
    expect(sets.onlyAfter).toEqual(['planted/b.json']);
    expect(compareSets([a], [c]).files[0]).toMatchObject({
      name: 'mnist/a.json → planted/b.json',
      moved: [{ field: 'x', before: 1, after: 3 }],
    });
  });

  it('tells from two manifests which steps differ, in what, and which files came out otherwise', () => {
    const text = readFileSync('content/results/planted/manifest.json', 'utf8');
    const manifest = readResultFile('manifest.json', text);
    expect(compareSets([manifest], [manifest])).toMatchObject({ steps: [], files: [] });
    const other = JSON.parse(text) as {
      steps: { name: string; seed: number; outputs: { file: string; sha256: string }[] }[];
    };
    const step = other.steps.find(({ outputs }) => outputs.length > 0)!;
    step.seed += 1;
    step.outputs[0]!.sha256 = '0'.repeat(64);
    const changed = readResultFile('manifest.json', JSON.stringify(other));
    const { steps, comparedSteps } = compareSets([manifest], [changed]);
    expect(comparedSteps).toBe(other.steps.length);
    expect(steps).toEqual([{ name: step.name, changed: ['seed'], files: [step.outputs[0]!.file] }]);
  });

  it('refuses what is no result', () => {
    expect(() => readResultFile('x.json', '{')).toThrow('x.json is not valid JSON');
    for (const text of ['3', 'null', '{}', '{"header": {}}']) {
      expect(() => readResultFile('x.json', text)).toThrow('x.json is no result file');
    }
  });

  it('takes for an interval what the schema of estimates takes for one', () => {
    const odd = [
      { value: 1, low: 2, high: 3 },
      { ...near, more: 1 },
      { value: 1, low: 0 },
    ];
    for (const one of odd) {
      const { moved } = compareNumbers({ one }, { one: { ...one, value: 7 } });
      expect(moved.map(({ field }) => field)).toContain('one.value');
    }
  });
});
