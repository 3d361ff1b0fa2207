import { performance } from 'node:perf_hooks';
import cliProgress from 'cli-progress';
import { formatDuration } from './duration.ts';
import type { Progress } from './progress.ts';
import { describe, secondsLeft } from './progressLines.ts';

/** Steps of the bar within one unit, so that a long unit is seen to move. */
const UNIT_STEPS = 1000;

/** Shows a run on a terminal: one bar for the step at work, a line for what is finished. */
export function progressBar(stream: NodeJS.WriteStream): Progress {
  let bar: cliProgress.SingleBar | undefined;
  let began = 0;
  let finishedBefore = 0;
  const write = (line: string): void => {
    stop();
    stream.write(`${line}\n`);
  };
  const stop = (): void => {
    bar?.stop();
    bar = undefined;
  };
  const start = (step: string, units: number, finished: number): cliProgress.SingleBar => {
    const started = new cliProgress.SingleBar({
      stream,
      format: `  ${step} {bar} {percentage} % | {left} | {note}`,
      barsize: 24,
      barCompleteChar: '█',
      barIncompleteChar: '░',
      hideCursor: true,
      clearOnComplete: true,
      linewrap: false,
      fps: 5,
    });
    started.start(units * UNIT_STEPS, finished * UNIT_STEPS, { left: '…', note: '' });
    return started;
  };
  const report: Progress['report'] = (event) => {
    if (event.event === 'start') {
      write(describe(event));
      began = performance.now();
      finishedBefore = event.finished;
      bar = start(event.step, event.units, event.finished);
    } else if (event.event === 'progress' || event.event === 'unit') {
      bar ??= start(event.step, event.units, event.finished);
      const left = secondsLeft(event, finishedBefore, (performance.now() - began) / 1000);
      const share = event.event === 'progress' ? event.done : 0;
      bar.update(Math.round((event.finished + share) * UNIT_STEPS), {
        left: left === undefined ? '…' : `${formatDuration(left)} left`,
        note: `${event.unit} ${event.event === 'progress' ? (event.note ?? '') : ''}`,
      });
    } else if (event.event !== 'collect') {
      write(describe(event));
    }
  };
  return { report, close: stop };
}
