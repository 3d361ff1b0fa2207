import { appendFileSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeToySettings } from './toy/toySettings.ts';
import { filesBelow, published, temporaryFolder, toy, toyProcess } from './toy/toyRuns.ts';

const folder = temporaryFolder();
const inFolder = (...names: readonly string[]) => path.join(folder(), ...names);

async function computed(): Promise<void> {
  await writeToySettings(folder());
  expect((await toy(folder(), 'run')).code).toBe(0);
}

describe('verify', () => {
  it('finds nothing wrong with an undisturbed run', async () => {
    await computed();
    const { code, out } = await toy(folder(), 'verify', '--sample', '1');
    expect(code).toBe(0);
    expect(out).toMatch(/toy, recomputed units: 11 checked, no problem/);
  });

  it('finds a flipped byte in every object of the store', async () => {
    await computed();
    for (const [name, text] of Object.entries(filesBelow(folder(), '.store/objects'))) {
      const flipped = String.fromCharCode(text.charCodeAt(0) ^ 1) + text.slice(1);
      writeFileSync(inFolder(name), flipped, 'latin1');
      const { code, out } = await toy(folder(), 'verify', '--sample', '0');
      expect([name, code]).toEqual([name, 4]);
      expect(out).toMatch(/WRONG .*its bytes are not those of its name/);
      writeFileSync(inFolder(name), text, 'latin1');
    }
  });

  it('finds an edited result and an edited manifest', async () => {
    await computed();
    appendFileSync(inFolder('content/results/toy/summary.json'), ' ');
    expect((await toy(folder(), 'verify', '--sample', '0')).out).toMatch(
      /WRONG .*summary\.json was changed after it was computed/,
    );
    const manifest = inFolder('content/results/toy/manifest.json');
    writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('"seed": 7', '"seed": 9'));
    expect((await toy(folder(), 'verify', '--sample', '0')).out).toMatch(
      /the manifest was edited by hand/,
    );
  });

  it('finds code that gives other bytes than it did', async () => {
    await computed();
    await writeToySettings(folder(), { behaviour: 1 });
    const { code, out } = await toy(folder(), 'verify', '--sample', '1');
    expect(code).toBe(4);
    expect(out).toMatch(/WRONG toy\/explain, unit block-0: other bytes in map/);
  });
});

describe('confirm', () => {
  const edit = () => {
    const shared = inFolder('steps/shared.ts');
    writeFileSync(shared, readFileSync(shared, 'utf8').replace('/ 2', '* 0.5'));
  };

  it('keeps results that a change of code leaves as they are, and says so in the manifest', async () => {
    await computed();
    edit();
    expect((await toy(folder(), 'status', '--check')).code).toBe(3);
    const { out } = await toy(folder(), 'confirm');
    expect(out.match(/: confirmed:/g)).toHaveLength(3);
    expect((await toy(folder(), 'status', '--check')).code).toBe(0);
    expect(published(folder())['content/results/toy/manifest.json']).toMatch(/"confirmed"/);
  });

  it('keeps a step without units by putting its outputs together again', async () => {
    await writeToySettings(folder(), { summaryCollects: true });
    expect((await toy(folder(), 'run')).code).toBe(0);
    edit();
    const { out } = await toy(folder(), 'confirm');
    expect(out).toMatch(/toy\/summary: confirmed: all outputs are equal/);
    expect((await toy(folder(), 'status', '--check')).code).toBe(0);
  });

  it('leaves steps stale that now give other bytes', async () => {
    await computed();
    edit();
    await writeToySettings(folder(), { behaviour: 1 });
    const { out } = await toy(folder(), 'confirm');
    expect(out).toMatch(/toy\/explain: left stale: unit block-\d gives other bytes/);
    expect((await toy(folder(), 'status', '--check')).code).toBe(3);
  });
});

describe('shards', () => {
  it('merge to the bytes of one process', async () => {
    await computed();
    const expected = published(folder());
    const many = inFolder('many');
    await writeToySettings(many);
    const numbers = [1, 2, 3, 4];
    await toy(many, 'run', '--only', 'train');
    for (const number of numbers) {
      mkdirSync(path.join(many, `shard-${number}`), { recursive: true });
      cpSync(path.join(many, '.store'), path.join(many, `shard-${number}`), { recursive: true });
    }
    const codes = await Promise.all(
      numbers.map((number) =>
        toyProcess(
          many,
          'run',
          '--shard',
          `${number}/4`,
          '--store',
          path.join(many, `shard-${number}`),
        ),
      ),
    );
    expect(codes).toEqual([0, 0, 0, 0]);
    const merged = await toy(many, 'merge', ...numbers.map((n) => path.join(many, `shard-${n}`)));
    expect(merged.code).toBe(0);
    const { out } = await toy(many, 'run', '--json');
    expect(out).not.toMatch(/"event":"unit".*"step":"explain"/);
    expect(published(many)).toEqual(expected);
  });

  it('refuse a part that is none, and a folder that is no store', async () => {
    await writeToySettings(folder());
    expect((await toy(folder(), 'run', '--shard', '5/4')).err).toMatch(/5\/4/);
    expect((await toy(folder(), 'merge', inFolder('nowhere'))).err).toMatch(/is not a store/);
  });
});

describe('the store', () => {
  it('serves one run at a time, and is not held by the dead', async () => {
    await computed();
    const lock = inFolder('.store/locks/run.lock');
    const owner = (pid: number, began: string) =>
      writeFileSync(lock, JSON.stringify({ pid, began, host: hostname() }));
    const stat = readFileSync(`/proc/${process.ppid}/stat`, 'utf8');
    const began = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]!;
    owner(process.ppid, began);
    const refused = await toy(folder(), 'run');
    expect(refused.code).toBe(1);
    expect(refused.err).toMatch(new RegExp(`in use by process ${process.ppid}`));
    owner(process.ppid, '1');
    expect((await toy(folder(), 'run')).code).toBe(0);
  });

  it('loses with gc only what no study uses', async () => {
    await computed();
    const before = published(folder());
    await writeToySettings(folder(), { blocks: 9 });
    await toy(folder(), 'run');
    await writeToySettings(folder());
    await toy(folder(), 'run');
    expect((await toy(folder(), 'gc', '--dry-run')).out).toMatch(/Would remove [1-9]/);
    await toy(folder(), 'gc');
    expect((await toy(folder(), 'gc')).out).toMatch(/Removed 0 steps and 0 objects/);
    expect(published(folder())).toEqual(before);
    expect((await toy(folder(), 'verify', '--sample', '1')).code).toBe(0);
  });
});

describe('compare', () => {
  it('tells which numbers moved, and whether beyond their intervals', async () => {
    await computed();
    cpSync(inFolder('content/results/toy'), inFolder('before'), { recursive: true });
    const same = await toy(
      folder(),
      'compare',
      inFolder('before'),
      inFolder('content/results/toy'),
    );
    expect(same.out).toMatch(/0 moved/);
    await writeToySettings(folder(), { seed: 99 });
    await toy(folder(), 'run');
    const { out } = await toy(
      folder(),
      'compare',
      inFolder('before'),
      inFolder('content/results/toy'),
    );
    expect(out).toMatch(/summary\.json:\n {2}accuracy: .* → .*(BEYOND its interval|within)/);
  });
});
