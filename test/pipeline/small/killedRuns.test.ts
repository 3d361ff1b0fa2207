import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { generatorFor } from '../../../compute/random/generator.ts';
import { published, small, smallFolder } from './smallRuns.ts';

const KILLS = 20;
const folder = smallFolder();

describe('a run killed at random moments', () => {
  it(
    'publishes the bytes of an undisturbed run once it is resumed',
    { timeout: 300_000 },
    async () => {
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
        // Every resumed run is killed sooner or later than the one before, until one gets through.
        let code: number | null = null;
        while (code === null) {
          const killAfter = kills < KILLS ? moments.uniform() * duration : undefined;
          ({ code } = await small(root, ['run'], killAfter));
          if (code === null) kills++;
        }
        expect(code).toBe(0);
        expect(published(root)).toEqual(expected);
      }
      expect(kills).toBe(KILLS);
    },
  );
});

describe('workers', () => {
  it('publish the bytes of one process, killed or not', { timeout: 120_000 }, async () => {
    const [alone, together] = [path.join(folder(), 'alone'), path.join(folder(), 'together')];
    expect((await small(alone, ['run'])).code).toBe(0);
    await small(together, ['run', '--workers', '2'], 1500);
    expect((await small(together, ['run', '--workers', '2'])).code).toBe(0);
    expect(published(together)).toEqual(published(alone));
  });
});
