import { performance } from 'node:perf_hooks';
import { formatDuration } from './duration.ts';
import type { Report, RunEvent } from './events.ts';

/** Plain lines rarely enough for a log file: at most one this many seconds within a step. */
const QUIET_SECONDS = 5;

/** Shows a run as plain lines. */
export function progressLines(write: (line: string) => void): Report {
  let began = 0;
  let finishedBefore = 0;
  let written = -Infinity;
  return (event) => {
    if (event.event === 'start') {
      began = performance.now();
      finishedBefore = event.finished;
      written = -Infinity;
    }
    if (event.event === 'progress' || event.event === 'unit') {
      const now = performance.now();
      const last = event.event === 'unit' && event.finished === event.units;
      if (now - written < QUIET_SECONDS * 1000 && !last) return;
      written = now;
      write(`${describe(event)}${timeLeft(event, finishedBefore, (now - began) / 1000)}`);
      return;
    }
    write(describe(event));
  };
}

/** One event in words. */
export function describe(event: RunEvent): string {
  switch (event.event) {
    case 'study':
      return `${event.study}: ${event.title}`;
    case 'fresh':
      return `  ${event.step}: fresh`;
    case 'published':
      return `  ${event.step}: published from the store, nothing computed`;
    case 'start': {
      const resumed = event.finished > 0 ? `, ${event.finished} finished before` : '';
      const estimate =
        event.estimate === undefined ? '' : `, about ${formatDuration(event.estimate)}`;
      return `  ${event.step}: computing ${event.units} units${resumed}${estimate} (${event.engine})`;
    }
    case 'progress':
    case 'unit': {
      const note = event.event === 'progress' && event.note !== undefined ? `, ${event.note}` : '';
      return `  ${event.step}: ${event.finished}/${event.units} units, ${event.unit}${note}`;
    }
    case 'collect':
      return `  ${event.step}: collecting`;
    case 'done': {
      const same = event.changed ? '' : ', same bytes as before';
      return `  ${event.step}: done in ${formatDuration(event.seconds)}${same}`;
    }
    case 'sharded':
      return `  ${event.step}: ${event.finished} of ${event.units} units in this store`;
    case 'waiting':
      return `  ${event.step}: waits for ${event.reason}`;
    case 'failed':
      return `  ${event.step}: failed: ${event.message}`;
    case 'warning':
      return `warning: ${event.message}`;
  }
}

type Moving = Extract<RunEvent, { event: 'progress' | 'unit' }>;

/** Seconds left at the pace so far; undefined before there is a pace. */
export function secondsLeft(
  event: Moving,
  finishedBefore: number,
  elapsed: number,
): number | undefined {
  const reached = event.finished + (event.event === 'progress' ? event.done : 0);
  const done = reached - finishedBefore;
  return done > 0 ? (elapsed / done) * (event.units - reached) : undefined;
}

function timeLeft(event: Moving, finishedBefore: number, elapsed: number): string {
  const left = secondsLeft(event, finishedBefore, elapsed);
  return left === undefined || left === 0 ? '' : `, ${formatDuration(left)} left`;
}
