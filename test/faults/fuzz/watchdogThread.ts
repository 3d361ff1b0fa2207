import { writeSync } from 'node:fs';
import { workerData } from 'node:worker_threads';

/** What the thread is told; `beats` is shared and counts the cases begun. */
export interface Watched {
  readonly name: string;
  readonly beats: Int32Array;
  readonly processorSeconds: number;
  readonly waitingSeconds: number;
}

const STANDARD_ERROR = 2;
const { name, beats, processorSeconds, waitingSeconds } = workerData as Watched;

let seen = -1;
let began = performance.now();
let used = process.cpuUsage();

setInterval(() => {
  const now = Atomics.load(beats, 0);
  if (now !== seen) {
    seen = now;
    began = performance.now();
    used = process.cpuUsage();
    return;
  }
  const busy = process.cpuUsage(used).user / 1e6;
  const waited = (performance.now() - began) / 1000;
  if (busy < processorSeconds && waited < waitingSeconds) return;
  writeSync(
    STANDARD_ERROR,
    `${name}: case ${now} comes to no end in ${waited.toFixed(0)} s, ${busy.toFixed(0)} s of processor time\n`,
  );
  process.kill(process.pid, 'SIGKILL');
}, 250);
