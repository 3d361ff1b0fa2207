import { Worker } from 'node:worker_threads';
import type { Watched } from './watchdogThread.ts';

/** Processor time that no case needs, however slow the machine, and time that none waits. */
const LIMITS = { processorSeconds: 30, waitingSeconds: 600 };

export interface Watchdog {
  /** To be called before each case. */
  readonly beat: () => void;
  readonly stop: () => Promise<void>;
}

/**
 * Watches this process from a thread of its own, which a loop without end cannot stop: where one case
 * takes too long, the thread says which and kills the process.
 * @param name of what is tried
 */
export function startWatchdog(name: string, limits = LIMITS): Watchdog {
  const beats = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const watched: Watched = { name, beats, ...limits };
  const thread = new Worker(new URL('./watchdogThread.ts', import.meta.url), {
    workerData: watched,
  });
  thread.unref();
  return {
    beat: () => void Atomics.add(beats, 0, 1),
    stop: async () => void (await thread.terminate()),
  };
}
