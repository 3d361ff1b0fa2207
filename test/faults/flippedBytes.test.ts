import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { generatorFor } from '../../compute/random/generator.ts';
import { filesBelow, published, temporaryFolder, toy } from '../pipeline/toy/toyRuns.ts';
import { writeToySettings } from '../pipeline/toy/toySettings.ts';
import { often } from './thoroughness.ts';

const STEP_RECORD = 'step.json';

const folder = temporaryFolder();

/** What else is lost when a byte flips, so that what is damaged has to be read. */
const LOSSES = {
  nothing: [],
  'what was published': ['content', 'public'],
  'the records of finished steps': ['content', 'public', STEP_RECORD],
} as const;

function lose(root: string, lost: readonly string[]): void {
  for (const name of lost) {
    if (name !== STEP_RECORD) rmSync(path.join(root, name), { recursive: true });
    else {
      for (const file of Object.keys(filesBelow(root, '.store'))) {
        if (file.endsWith(name)) rmSync(path.join(root, file));
      }
    }
  }
}

const present = (root: string) =>
  ['.store', 'content', 'public'].filter((name) => existsSync(path.join(root, name)));

/** Changes one byte of a file to another value. */
function flip(file: string, at: number, by: number): void {
  const bytes = readFileSync(file);
  bytes[at]! ^= by;
  writeFileSync(file, bytes);
}

describe.each(Object.entries(LOSSES))('a flipped byte, with %s lost', (_, lost) => {
  it('of any stored or published file gives the right bytes or a clear error', async () => {
    const whole = path.join(folder(), 'whole');
    await writeToySettings(whole);
    await toy(whole, 'run');
    const expected = published(whole);
    lose(whole, lost);
    const files = Object.entries(filesBelow(whole, ...present(whole))).filter(
      ([name]) => !name.includes('timings') && !name.endsWith('.lock'),
    );
    expect(files.length).toBeGreaterThan(20);
    const drawn = generatorFor(5, 'flips', lost.join());
    const outcomes = { right: 0, refused: 0 };
    for (const [name, text] of files) {
      for (let round = 0; round < often(1, 40); round++) {
        const root = path.join(folder(), 'damaged');
        cpSync(whole, root, { recursive: true });
        const at = Math.floor(drawn.uniform() * text.length);
        const by = 1 + Math.floor(drawn.uniform() * 255);
        flip(path.join(root, name), at, by);
        const where = `${name}, byte ${at} ^ ${by}`;
        const { code, err } = await toy(root, 'run');
        if (code === 0) {
          outcomes.right++;
          expect([where, published(root)]).toEqual([where, expected]);
        } else {
          outcomes.refused++;
          expect([where, err.trim()]).toEqual([
            where,
            expect.stringMatching(/^error: \S*manifest\.json is not a valid manifest\. .*$/),
          ]);
        }
        rmSync(root, { recursive: true });
      }
    }
    expect(outcomes.right).toBeGreaterThan(outcomes.refused);
  });
});
