import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { generatorFor } from '../../compute/random/generator.ts';
import { published, small, smallFolder } from '../pipeline/small/smallRuns.ts';
import { often } from './thoroughness.ts';

const KILLS = often(3, 200);
const folder = smallFolder();

describe('a run of real steps killed at random moments', () => {
  it('publishes the bytes of an undisturbed run once it is resumed', async () => {
    const whole = path.join(folder(), 'whole');
    const began = performance.now();
    expect((await small(whole, ['run'])).code).toBe(0);
    const duration = performance.now() - began;
    const expected = published(whole);
    expect(Object.keys(expected).length).toBeGreaterThan(20);

    const moments = generatorFor(20, 'kills');
    let kills = 0;
    for (let round = 0; kills < KILLS; round++) {
      const root = path.join(folder(), `round-${round}`);
      const words = round % 2 === 0 ? ['run'] : ['run', '--workers', '2'];
      // Every resumed run is killed sooner or later than the one before, until one gets through.
      let code: number | null = null;
      while (code === null) {
        const killAfter = kills < KILLS ? moments.uniform() * duration : undefined;
        ({ code } = await small(root, words, killAfter));
        if (code === null) kills++;
      }
      expect(code).toBe(0);
      expect(published(root)).toEqual(expected);
    }
    expect(kills).toBe(KILLS);
  });
});
