import { WorkerClient } from './client.ts';

/** The worker that all demos of a page share. */
export const sharedWorker = new WorkerClient(
  () => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }),
);
