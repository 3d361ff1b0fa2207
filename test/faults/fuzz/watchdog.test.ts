import { spawn } from 'node:child_process';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { startWatchdog } from './watchdog.ts';

const PROGRAM = path.join(import.meta.dirname, 'hanging.ts');

describe('the watchdog of fuzzed readers', () => {
  it.each(['loops', 'waits'])('ends a process that %s for ever, and says where', async (how) => {
    const child = spawn(process.execPath, [PROGRAM, how], { stdio: ['ignore', 'ignore', 'pipe'] });
    const chunks: Buffer[] = [];
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    const signal = await new Promise((resolve) => {
      child.once('close', (_, given) => resolve(given));
    });
    expect(signal).toBe('SIGKILL');
    expect(Buffer.concat(chunks).toString()).toMatch(/^a reader: case 1 comes to no end in \d+ s/);
  });

  it('lets a process be that goes on', async () => {
    const watchdog = startWatchdog('nothing', { processorSeconds: 1, waitingSeconds: 2 });
    for (let beats = 0; beats < 30; beats++) {
      watchdog.beat();
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    await watchdog.stop();
  });
});
