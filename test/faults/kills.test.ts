import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { generatorFor } from '../../compute/random/generator.ts';
import { steps } from '../../compute/steps/index.ts';
import { linesOf, published, small, smallFolder } from '../pipeline/small/smallRuns.ts';
import { smallStudies } from '../pipeline/small/studies/index.ts';
import { often } from './thoroughness.ts';

const KILLS = often(3, 200);
const folder = smallFolder();

interface Undisturbed {
  /** That it prints. */
  readonly lines: number;
  /** Between two lines, on average. */
  readonly milliseconds: number;
  readonly files: Readonly<Record<string, string>>;
}

async function runUndisturbed(study: string): Promise<Undisturbed> {
  const root = path.join(folder(), `undisturbed-${study}`);
  const began = performance.now();
  const { code, output } = await small(root, ['run', study, '--json']);
  expect([study, code]).toEqual([study, 0]);
  const lines = linesOf(output);
  return { lines, milliseconds: (performance.now() - began) / lines, files: published(root) };
}

/** Every study has its part of the kills. */
function killsOf(position: number): number {
  const { length } = smallStudies;
  return Math.floor(((position + 1) * KILLS) / length) - Math.floor((position * KILLS) / length);
}

describe('a run of real steps killed at random moments', () => {
  it('has every registered kind of step among its studies', () => {
    const kinds = new Set(smallStudies.flatMap((study) => study.steps.map(({ step }) => step)));
    expect([...kinds].sort()).toEqual(steps.map(({ id }) => id).sort());
  });

  const studies = smallStudies
    .map(({ id }, position) => ({ id, kills: killsOf(position) }))
    .filter(({ kills }) => kills > 0);

  it.each(studies)('publishes the bytes of an undisturbed run: $id', async ({ id, kills }) => {
    const undisturbed = await runUndisturbed(id);
    const moments = generatorFor(20, 'kills', id);
    let killed = 0;
    let rounds = 0;
    for (; killed < kills; rounds++) {
      const root = path.join(folder(), `round-${rounds}`);
      const words = ['run', id, '--json', ...(rounds % 2 === 0 ? [] : ['--workers', '2'])];
      // Every resumed run is killed sooner or later than the one before, until one gets through.
      let code: number | null = null;
      while (code === null) {
        // By what it has done rather than by the clock, so that a busy machine is killed as often.
        const moment = {
          lines: Math.ceil(moments.uniform() * undisturbed.lines),
          milliseconds: moments.uniform() * undisturbed.milliseconds,
        };
        ({ code } = await small(root, words, killed < kills ? moment : undefined));
        if (code === null) killed++;
      }
      expect([id, code]).toEqual([id, 0]);
      expect(published(root)).toEqual(undisturbed.files);
    }
    expect(killed).toBe(kills);
    process.stdout.write(`kill -9, ${id}: ${killed} kills in ${rounds} runs, no wrong result\n`);
  });
});
