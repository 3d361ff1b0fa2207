import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import path from 'node:path';
import readline from 'node:readline';
import { z } from 'zod';

/** A call that a user of a Python tool would make; see `peers.py`. */
export interface PeerTask {
  readonly task: string;
  readonly arguments: Readonly<Record<string, number>>;
}

const timingSchema = z.strictObject({ wall: z.number(), processor: z.number() });
const openedSchema = z.strictObject({
  versions: z.record(z.string(), z.string()),
  /** Of the first images, to show that the networks are the same. */
  logits: z.array(z.array(z.number())),
});

/** Milliseconds of one call: on the clock, and of all threads together. */
export type Milliseconds = z.infer<typeof timingSchema>;
export type OpenedPeers = z.infer<typeof openedSchema>;

/** The Python process, which waits while it is not asked. */
export class PythonPeers {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #answers: AsyncIterator<string>;
  #complaints = '';

  constructor(python: string) {
    this.#process = spawn(python, [path.join(import.meta.dirname, 'peers.py')], {
      env: { ...process.env, OMP_NUM_THREADS: '2', CUDA_VISIBLE_DEVICES: '' },
    });
    this.#process.stderr.on('data', (chunk: Buffer) => {
      this.#complaints = (this.#complaints + chunk.toString()).slice(-2000);
    });
    const lines = readline.createInterface({ input: this.#process.stdout });
    this.#answers = lines[Symbol.asyncIterator]();
  }

  /** @param folder see `writeExchange` */
  async open(folder: string): Promise<OpenedPeers> {
    return openedSchema.parse(await this.#ask({ folder }));
  }

  async time(task: PeerTask): Promise<Milliseconds> {
    return timingSchema.parse(await this.#ask(task));
  }

  close(): void {
    this.#process.kill();
  }

  async #ask(request: object): Promise<unknown> {
    this.#process.stdin.write(`${JSON.stringify(request)}\n`);
    const next = await this.#answers.next();
    if (next.done) throw new Error(`the Python process ended: ${this.#complaints}`);
    const answer: unknown = JSON.parse(next.value);
    const failed = z.object({ error: z.string() }).safeParse(answer);
    if (failed.success) throw new Error(`${JSON.stringify(request)}: ${failed.data.error}`);
    return answer;
  }
}
