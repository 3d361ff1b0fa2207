import { performance } from 'node:perf_hooks';
import { formatDuration } from './duration.ts';
import type { Report, RunEvent } from './events.ts';

/** Plain lines rarely enough for a log file: at most one this many seconds within a step. */
const QUIET_SECONDS = 5;

/** What is known of the pace of a step at work. */
interface Pace {
  /** As `performance.now()`. */
  readonly began: number;
  readonly finishedBefore: number;
}

/** The pace of each step at work; several may be. */
export class Paces {
  readonly #paces = new Map<string, Pace>();

  note(event: RunEvent): void {
    if (event.event === 'start') {
      const pace = { began: performance.now(), finishedBefore: event.finished };
      this.#paces.set(event.step, pace);
    }
    if (event.event === 'done' || event.event === 'failed') this.#paces.delete(event.step);
  }

  /** Seconds left at the pace so far; undefined before there is a pace. */
  secondsLeft(event: Moving): number | undefined {
    const pace = this.#paces.get(event.step);
    if (pace === undefined) return undefined;
    const reached = event.finished + (event.event === 'progress' ? event.done : 0);
    const done = reached - pace.finishedBefore;
    const elapsed = (performance.now() - pace.began) / 1000;
    return done > 0 ? (elapsed / done) * (event.units - reached) : undefined;
  }
}

/** Shows a run as plain lines. */
export function progressLines(write: (line: string) => void): Report {
  const paces = new Paces();
  const written = new Map<string, number>();
  return (event) => {
    paces.note(event);
    if (event.event === 'start') written.delete(event.step);
    if (event.event === 'progress' || event.event === 'unit') {
      const now = performance.now();
      const last = event.event === 'unit' && event.finished === event.units;
      const before = written.get(event.step) ?? -Infinity;
      if (now - before < QUIET_SECONDS * 1000 && !last) return;
      written.set(event.step, now);
      write(`${describe(event)}${timeLeft(paces.secondsLeft(event))}`);
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

/** An event within a step at work. */
export type Moving = Extract<RunEvent, { event: 'progress' | 'unit' }>;

function timeLeft(left: number | undefined): string {
  return left === undefined || left === 0 ? '' : `, ${formatDuration(left)} left`;
}
