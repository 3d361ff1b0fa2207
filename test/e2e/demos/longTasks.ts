import type { Page } from 'playwright-core';

/** Milliseconds after which a task is long (the Long Tasks API). */
const LONG = 50;

/** What a trace of Chromium tells of a task, or of a thread. Times are in microseconds. */
interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Time that the thread itself spent on it. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** Threads of Chromium: the page's own, and that of a worker. */
const THREADS = { page: 'CrRendererMain', worker: 'DedicatedWorker thread' } as const;

/**
 * Processor time in milliseconds of the tasks of a thread while something was done. By the thread's own
 * time and not by the clock, since a machine that is busy with something else makes every task look long.
 */
export async function tasksDuring(
  page: Page,
  thread: keyof typeof THREADS,
  act: () => Promise<void>,
): Promise<number[]> {
  const browser = page.context().browser()!;
  await browser.startTracing(page, { categories: ['toplevel'] });
  await act();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString('utf8')) as {
    traceEvents: readonly TraceEvent[];
  };
  const threadOf = ({ pid, tid }: TraceEvent) => `${pid}/${tid}`;
  const threads = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === THREADS[thread])
      .map(threadOf),
  );
  const tasks = traceEvents.filter(
    (event) => /RunTask$/.test(event.name) && threads.has(threadOf(event)),
  );
  if (!tasks.some(({ tdur }) => tdur !== undefined)) {
    throw new Error('The browser does not tell how long its tasks took.');
  }
  return tasks.map(({ tdur = 0 }) => tdur / 1000);
}

/** Those of the page's own thread that took longer than 50 ms. */
export async function longTasksDuring(page: Page, act: () => Promise<void>): Promise<number[]> {
  return (await tasksDuring(page, 'page', act)).filter((duration) => duration > LONG);
}
