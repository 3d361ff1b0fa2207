import type { AnswerTo, Asked, Question, Replied } from './messages.ts';

interface Waiting {
  readonly resolve: (answer: never) => void;
  readonly reject: (error: Error) => void;
  readonly progress: ((done: number) => void) | undefined;
}

/** What may be said of a question that takes long. */
interface Patience {
  /** Told the share of the work that is done, 0 … 1. */
  readonly progress?: (done: number) => void;
  /** Calls the question off: it is then never answered, nor is there an error. */
  readonly signal?: AbortSignal;
}

/** Asks the shared worker, which starts with the first question. */
export class WorkerClient {
  readonly #start: () => Worker;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #asked = 0;

  constructor(start: () => Worker) {
    this.#start = start;
  }

  /** @throws Error with the worker's own words, or when it cannot run at all */
  ask<Asks extends Question>(
    question: Asks,
    { progress, signal }: Patience = {},
  ): Promise<AnswerTo<Asks>> {
    const worker = (this.#worker ??= this.#open());
    const number = ++this.#asked;
    return new Promise<AnswerTo<Asks>>((resolve, reject) => {
      this.#waiting.set(number, { resolve: resolve as (answer: never) => void, reject, progress });
      worker.postMessage({ number, question } satisfies Asked);
      signal?.addEventListener('abort', () => {
        if (this.#waiting.delete(number)) {
          worker.postMessage({ number, question: null } satisfies Asked);
        }
      });
    });
  }

  #open(): Worker {
    const worker = this.#start();
    worker.addEventListener('message', ({ data }: MessageEvent<Replied>) => {
      const waiting = this.#waiting.get(data.number);
      if ('progress' in data) {
        waiting?.progress?.(data.progress);
        return;
      }
      this.#waiting.delete(data.number);
      if ('error' in data) waiting?.reject(new Error(data.error));
      else waiting?.resolve(data.answer as never);
    });
    worker.addEventListener('error', (event) => {
      const error = new Error(event.message || 'The code of the demo could not be loaded.');
      for (const { reject } of this.#waiting.values()) reject(error);
      this.#waiting.clear();
      // It answers nothing any more: the next question starts another.
      worker.terminate();
      this.#worker = undefined;
    });
    return worker;
  }
}
