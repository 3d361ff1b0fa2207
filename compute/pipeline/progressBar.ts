import cliProgress from 'cli-progress';
import { formatDuration } from './duration.ts';
import type { RunEvent } from './events.ts';
import type { Progress } from './progress.ts';
import { describe, Paces, type Moving } from './progressLines.ts';

/** Steps of the bar within one unit, so that a long unit is seen to move. */
const UNIT_STEPS = 1000;

type Beginning = Extract<RunEvent, { event: 'start' }> | Moving;

/** Shows a run on a terminal: a bar for each step at work, a line for what is finished. */
export function progressBar(stream: NodeJS.WriteStream): Progress {
  const paces = new Paces();
  const bars = new Map<string, cliProgress.SingleBar>();
  let screen: cliProgress.MultiBar | undefined;
  const stop = (): void => {
    screen?.stop();
    screen = undefined;
    bars.clear();
  };
  /** Bars redraw themselves below a line that is written while they are shown. */
  const write = (line: string): void => {
    if (screen === undefined) stream.write(`${line}\n`);
    else screen.log(`${line}\n`);
  };
  const begin = ({ step, units, finished }: Beginning): cliProgress.SingleBar => {
    screen ??= new cliProgress.MultiBar({
      stream,
      format: '  {step} {bar} {percentage} % | {left} | {note}',
      barsize: 24,
      barCompleteChar: '█',
      barIncompleteChar: '░',
      hideCursor: true,
      clearOnComplete: true,
      linewrap: false,
      fps: 5,
    });
    const state = { step, left: '…', note: '' };
    const bar = screen.create(units * UNIT_STEPS, finished * UNIT_STEPS, state);
    bars.set(step, bar);
    return bar;
  };
  const end = (step: string): void => {
    const bar = bars.get(step);
    if (bar === undefined) return;
    bars.delete(step);
    screen?.remove(bar);
    if (bars.size === 0) stop();
  };
  const report: Progress['report'] = (event) => {
    paces.note(event);
    if (event.event === 'start') {
      write(describe(event));
      begin(event);
    } else if (event.event === 'progress' || event.event === 'unit') {
      const bar = bars.get(event.step) ?? begin(event);
      const left = paces.secondsLeft(event);
      const share = event.event === 'progress' ? event.done : 0;
      bar.update(Math.round((event.finished + share) * UNIT_STEPS), {
        left: left === undefined ? '…' : `${formatDuration(left)} left`,
        note: `${event.unit} ${event.event === 'progress' ? (event.note ?? '') : ''}`,
      });
    } else if (event.event !== 'collect') {
      if ('step' in event) end(event.step);
      write(describe(event));
    }
  };
  return { report, close: stop };
}
