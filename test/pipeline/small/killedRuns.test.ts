import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { generatorFor } from '../../../compute/random/generator.ts';

const PROGRAM = path.join(import.meta.dirname, 'main.ts');
const KILLS = 20;

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'killed-runs-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Runs the small study; kills it after a time, if one is given. Resolves to the exit code, or null. */
async function run(
  root: string,
  killAfter?: number,
  ...words: readonly string[]
): Promise<number | null> {
  const child = spawn(process.execPath, [PROGRAM, root, 'run', ...words], { stdio: 'ignore' });
  const timer =
    killAfter === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfter);
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  clearTimeout(timer);
  return code;
}

/** Published files by path, with their bytes in hexadecimal. */
function published(root: string): Record<string, string> {
  const files = ['content/results', 'public/models'].flatMap((base) =>
    readdirSync(path.join(root, base), { recursive: true, encoding: 'utf8' }).map((name) =>
      path.join(base, name),
    ),
  );
  return Object.fromEntries(
    files
      .filter((file) => statSync(path.join(root, file)).isFile())
      .sort()
      .map((file) => [file, readFileSync(path.join(root, file)).toString('hex')]),
  );
}

describe('a run killed at random moments', () => {
  it(
    'publishes the bytes of an undisturbed run once it is resumed',
    { timeout: 300_000 },
    async () => {
      const whole = path.join(folder, 'whole');
      const began = performance.now();
      expect(await run(whole)).toBe(0);
      const duration = performance.now() - began;
      const expected = published(whole);
      expect(Object.keys(expected).length).toBeGreaterThan(20);

      const moments = generatorFor(20, 'kills');
      let kills = 0;
      for (let round = 0; kills < KILLS; round++) {
        const root = path.join(folder, `round-${round}`);
        // Every resumed run is killed sooner or later than the one before, until one gets through.
        let code: number | null = null;
        while (code === null) {
          code = await run(root, kills < KILLS ? moments.uniform() * duration : undefined);
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
    const [alone, together] = [path.join(folder, 'alone'), path.join(folder, 'together')];
    expect(await run(alone)).toBe(0);
    await run(together, 1500, '--workers', '2');
    expect(await run(together, undefined, '--workers', '2')).toBe(0);
    expect(published(together)).toEqual(published(alone));
  });
});
