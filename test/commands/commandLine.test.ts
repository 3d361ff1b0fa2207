import { describe, expect, it } from 'vitest';
import { writeToySettings } from '../pipeline/toy/toySettings.ts';
import { temporaryFolder, toy } from '../pipeline/toy/toyRuns.ts';

const folder = temporaryFolder();

describe('the command line', () => {
  it('teaches with --help', async () => {
    await writeToySettings(folder());
    const { code, out } = await toy(folder(), '--help');
    expect(code).toBe(0);
    for (const word of ['report', 'quick', 'status', 'run', 'verify', 'Examples:', 'Exit codes:']) {
      expect(out).toContain(word);
    }
    expect((await toy(folder(), 'run', '--help')).out).toMatch(/--dry-run\s+only say what would/);
  });

  it.each([
    [['run', 'nosuch'], 1, /No study is called nosuch. There are: toy/],
    [['run', '--only', 'nosuch'], 1, /no chosen study has a step called nosuch/],
    [['nosuch'], 2, /unknown command 'nosuch'/],
    [['run', '--nosuch'], 2, /unknown option '--nosuch'/],
    [['verify', '--sample', '2'], 2, /--sample/],
  ])('%j ends with exit code %i and says why', async (words, code, message) => {
    await writeToySettings(folder());
    const ended = await toy(folder(), ...words);
    expect(ended.code).toBe(code);
    expect(ended.err).toMatch(message);
  });

  it('gives programs JSON', async () => {
    await writeToySettings(folder());
    const before = JSON.parse((await toy(folder(), 'status', '--json')).out) as {
      studies: { steps: { state: string }[] }[];
    };
    expect(before.studies[0]!.steps.map(({ state }) => state)).toEqual([
      'missing',
      'missing',
      'missing',
    ]);
    const { out } = await toy(folder(), 'run', '--json');
    for (const line of out.trim().split('\n'))
      expect(() => JSON.parse(line) as unknown).not.toThrow();
  });

  it('reports progress in plain lines where there is no terminal', async () => {
    await writeToySettings(folder());
    const { out } = await toy(folder(), 'run');
    expect(out).toMatch(/train: computing 4 units/);
    expect(out).toMatch(/train: done in/);
    expect(out).toMatch(/Steps: 3 computed, 0 fresh\./);
  });
});
