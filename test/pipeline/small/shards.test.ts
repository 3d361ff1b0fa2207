import { cpSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { published, small, smallFolder } from './smallRuns.ts';

const SHARDS = 4;
const folder = smallFolder();

describe('shards', () => {
  it('in processes and stores of their own merge to the bytes of one process', async () => {
    const [alone, spread] = [path.join(folder(), 'alone'), path.join(folder(), 'spread')];
    expect((await small(alone, ['run', 'small'])).code).toBe(0);

    expect((await small(spread, ['run', 'small', '--only', 'train-tiny'])).code).toBe(0);
    // A second round finds the maps that the first explained, and degrades by them.
    for (const round of ['explain', 'degrade']) {
      const stores = Array.from({ length: SHARDS }, (_, shard) =>
        path.join(folder(), `${round}-${shard + 1}`),
      );
      for (const store of stores) cpSync(path.join(spread, '.store'), store, { recursive: true });
      const ended = await Promise.all(
        stores.map((store, shard) =>
          small(spread, ['run', 'small', '--shard', `${shard + 1}/${SHARDS}`, '--store', store]),
        ),
      );
      expect(ended.map(({ code }) => code)).toEqual(stores.map(() => 0));
      expect((await small(spread, ['merge', ...stores])).code).toBe(0);
      if (round === 'explain') {
        const explained = ['--only', 'explain-lime', 'explain-kernel-shap', 'explain-lrp'];
        const { code, output } = await small(spread, ['run', 'small', ...explained, '--json']);
        expect(code).toBe(0);
        expect(output).not.toContain('"event":"unit"');
      }
    }
    expect((await small(spread, ['run', 'small'])).code).toBe(0);
    expect(published(spread)).toEqual(published(alone));
  });
});
