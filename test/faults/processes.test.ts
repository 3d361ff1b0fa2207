import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { generatorFor } from '../../compute/random/generator.ts';
import { published, temporaryFolder, toy } from '../pipeline/toy/toyRuns.ts';
import { writeToySettings } from '../pipeline/toy/toySettings.ts';
import { expectResumed } from './faultyRuns.ts';
import { often } from './thoroughness.ts';

const TOY = path.join(import.meta.dirname, '../pipeline/toy/main.ts');
const folder = temporaryFolder();

let expected: Readonly<Record<string, string>>;

beforeEach(async () => {
  const undisturbed = path.join(folder(), 'undisturbed');
  await writeToySettings(undisturbed);
  await toy(undisturbed, 'run');
  expected = published(undisturbed);
});

interface Started {
  readonly pid: number;
  readonly ended: Promise<{ code: number | null; err: string }>;
}

/** Starts a command on the toy project as a process of its own. */
function start(root: string, words: readonly string[]): Started {
  return startCommand([process.execPath, TOY, root, ...words]);
}

function startCommand(
  command: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Started {
  const [program, ...words] = command as [string, ...string[]];
  const child = spawn(program, words, {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...environment },
  });
  const chunks: Buffer[] = [];
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<{ code: number | null; err: string }>((resolve) => {
    child.once('close', (code) => resolve({ code, err: Buffer.concat(chunks).toString() }));
  });
  return { pid: child.pid!, ended };
}

function childrenOf(pid: number): number[] {
  try {
    const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
    return text.trim().split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

const isWorker = (pid: number): boolean =>
  readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('\0worker\0');

describe('two at once on one store', () => {
  it('give the bytes of one: the second waits for its turn with a clear error', async () => {
    const drawn = generatorFor(1, 'together');
    let refusals = 0;
    for (let round = 0; round < often(1, 12); round++) {
      const root = path.join(folder(), `round-${round}`);
      await writeToySettings(root, { delay: 150 });
      const first = start(root, ['run']);
      await sleep(drawn.uniform() * 100);
      const others = round % 2 === 0 ? [['run']] : [['gc'], ['run', '--workers', '2']];
      const together = [first, ...others.map((words) => start(root, words))];
      for (const { code, err } of await Promise.all(together.map(({ ended }) => ended))) {
        if (code === 0) continue;
        refusals++;
        expect([code, err]).toEqual([1, expect.stringMatching(/^error: .* in use by process \d+/)]);
        expect(err.trim().split('\n')).toHaveLength(1);
      }
      await writeToySettings(root);
      await expectResumed(root, expected);
    }
    expect(refusals).toBeGreaterThan(0);
  });

  it('may be different shards, which exclude a run', async () => {
    const root = path.join(folder(), 'shards');
    await writeToySettings(root);
    await toy(root, 'run', '--only', 'train');
    await writeToySettings(root, { delay: 100 });
    const shards = ['1/2', '2/2'].map((shard) => start(root, ['run', '--shard', shard]));
    const codes = (await Promise.all(shards.map(({ ended }) => ended))).map(({ code }) => code);
    expect(codes).toEqual([0, 0]);
    await writeToySettings(root);
    await expectResumed(root, expected);
  });
});

describe('a killed worker', () => {
  it('ends the run with one clear error, and the same command goes on', async () => {
    const drawn = generatorFor(2, 'workers');
    let killed = 0;
    for (let round = 0; killed < often(1, 25); round++) {
      const root = path.join(folder(), `round-${round}`);
      await writeToySettings(root, { delay: 100 });
      const run = start(root, ['run', '--workers', '2']);
      await sleep(1000 * drawn.uniform());
      let workers: number[] = [];
      for (let tries = 0; workers.length === 0 && tries < 500; tries++) {
        await sleep(20);
        workers = childrenOf(run.pid).filter(isWorker);
      }
      if (workers.length > 0) process.kill(workers[0]!, 'SIGKILL');
      const { code, err } = await run.ended;
      if (code !== 0) {
        killed++;
        expect([code, err.trim()]).toEqual([
          1,
          expect.stringMatching(/^error: toy\/\w+: the process that computed it ended \(SIGKILL\)/),
        ]);
      }
      await writeToySettings(root);
      await expectResumed(root, expected);
      expect(round).toBeLessThan(often(20, 500));
    }
  });
});

describe('a worker that runs out of memory', () => {
  const ended = /^error: toy\/explain: the process that computed it ended .*for want of memory/m;

  async function expectRefused(fault: 'hoards' | 'hoards-buffers', message: RegExp): Promise<void> {
    const root = path.join(folder(), 'hoarding');
    await writeToySettings(root, { fault });
    const command = [process.execPath, TOY, root, 'run', '--workers', '2'];
    const { code, err } =
      fault === 'hoards'
        ? await startCommand(command, { NODE_OPTIONS: '--max-old-space-size=96' }).ended
        : await startCommand(withinMemory(command)).ended;
    expect(code).toBe(1);
    expect(err).toMatch(message);
    await writeToySettings(root);
    await expectResumed(root, expected);
  }

  it('of its heap says so, and loses nothing', async () => {
    await expectRefused('hoards', ended);
  });

  it.runIf(process.platform === 'linux')('of the system says so, and loses nothing', async () => {
    const refused = /^error: toy\/explain, unit block-\d: Array buffer allocation failed/m;
    await expectRefused('hoards-buffers', new RegExp(`${refused.source}|${ended.source}`, 'm'));
  });
});

/** What a process may fill, in KiB; Node itself needs a part of it. */
const MEMORY = 1_500_000;

/** A command whose processes are given so much memory each by the system, and no more. */
function withinMemory(command: readonly string[]): readonly string[] {
  return ['sh', '-c', `ulimit -d ${MEMORY} && exec "$0" "$@"`, ...command];
}
