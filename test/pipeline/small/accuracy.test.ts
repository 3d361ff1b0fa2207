import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { small, smallFolder } from './smallRuns.ts';

const folder = smallFolder();
const verify = () =>
  small(folder(), ['verify', 'small', '--accuracy', '--store', `${folder()}/none`]);

const evaluated = mkdtempSync(path.join(tmpdir(), 'evaluated-'));

beforeAll(async () => {
  expect((await small(evaluated, ['run', 'small', '--only', 'evaluate-tiny'])).code).toBe(0);
});

beforeEach(() => {
  for (const part of ['content', 'public']) {
    cpSync(path.join(evaluated, part), path.join(folder(), part), { recursive: true });
  }
});

afterAll(() => {
  rmSync(evaluated, { recursive: true, force: true });
});

/** Changes the parsed JSON of a published file. */
function edit(file: string, change: (parsed: never) => void): void {
  const at = path.join(folder(), file);
  const parsed = JSON.parse(readFileSync(at, 'utf8')) as never;
  change(parsed);
  writeFileSync(at, JSON.stringify(parsed));
}

describe('verify --accuracy', () => {
  it('finds the published accuracy again, from weights and data alone', async () => {
    const { code, output } = await verify();
    expect(code).toBe(0);
    const evaluation = JSON.parse(
      readFileSync(path.join(folder(), 'content/results/small/evaluation-tiny.json'), 'utf8'),
    ) as { test: { correct: number } };
    expect(output).toContain(
      `tiny: ${evaluation.test.correct} of 64 images of bright/test correct, as published`,
    );
  });

  it('finds an image that is counted in another cell', async () => {
    edit(
      'content/results/small/evaluation-tiny.json',
      ({ test }: { test: { confusion: number[][] } }) => {
        test.confusion[0]![0]! -= 1;
        test.confusion[0]![1]! += 1;
      },
    );
    const { code, output } = await verify();
    expect(code).toBe(4);
    expect(output).toMatch(/WRONG small\/evaluate-tiny: \d+ of 64 images .* \d+ were when/);
  });

  it('names weights that are not those of their header', async () => {
    const at = path.join(folder(), 'public/models/small/tiny.bin');
    const bytes = readFileSync(at);
    bytes[0]! ^= 1;
    writeFileSync(at, bytes);
    const { code, output } = await verify();
    expect(code).toBe(1);
    expect(output).toMatch(/tiny\.bin: the SHA-256 of the binary is/);
  });
});
