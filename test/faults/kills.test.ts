import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { generatorFor } from '../../compute/random/generator.ts';
import { steps } from '../../compute/steps/index.ts';
import { published, small, smallFolder } from '../pipeline/small/smallRuns.ts';
import { smallStudies } from '../pipeline/small/studies/index.ts';
import { often } from './thoroughness.ts';

const KILLS = often(3, 200);
const folder = smallFolder();

interface Undisturbed {
  readonly milliseconds: number;
  readonly files: Readonly<Record<string, string>>;
}

async function runUndisturbed(study: string): Promise<Undisturbed> {
  const root = path.join(folder(), `undisturbed-${study}`);
  const began = performance.now();
  expect(await small(root, ['run', study])).toMatchObject({ code: 0 });
  return { milliseconds: performance.now() - began, files: published(root) };
}

describe('a run of real steps killed at random moments', () => {
  it('has every registered kind of step among its studies', () => {
    const kinds = new Set(smallStudies.flatMap((study) => study.steps.map(({ step }) => step)));
    expect([...kinds].sort()).toEqual(steps.map(({ id }) => id).sort());
  });

  it('publishes the bytes of an undisturbed run once it is resumed', async () => {
    const undisturbed = new Map<string, Undisturbed>();
    const moments = generatorFor(20, 'kills');
    const killed = new Map<string, number>();
    let kills = 0;
    for (let round = 0; kills < KILLS; round++) {
      // One study after the other, each first in one process and later in two.
      const { id } = smallStudies[round % smallStudies.length]!;
      const together = Math.floor(round / smallStudies.length) % 2 === 1;
      const words = ['run', id, ...(together ? ['--workers', '2'] : [])];
      const expected = undisturbed.get(id) ?? (await runUndisturbed(id));
      undisturbed.set(id, expected);
      const root = path.join(folder(), `round-${round}`);
      // Every resumed run is killed sooner or later than the one before, until one gets through.
      let code: number | null = null;
      while (code === null) {
        const killAfter = kills < KILLS ? moments.uniform() * expected.milliseconds : undefined;
        ({ code } = await small(root, words, killAfter));
        if (code === null) {
          kills++;
          killed.set(id, (killed.get(id) ?? 0) + 1);
        }
      }
      expect([id, code]).toEqual([id, 0]);
      expect(published(root)).toEqual(expected.files);
    }
    expect(kills).toBe(KILLS);
    const counts = [...killed].map(([id, count]) => `${id} ${count}`).join(', ');
    process.stdout.write(`kill -9: ${kills} runs killed (${counts}), no wrong result\n`);
  });
});
