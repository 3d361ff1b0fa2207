import { fork, type ChildProcess } from 'node:child_process';
import type { Report } from '../events.ts';
import { MissingInput } from '../inputs.ts';
import { UserError } from '../userError.ts';
import type { WorkFailure, WorkReply, WorkRequest } from './messages.ts';

/** How to start a process that serves work. */
export interface WorkerProgram {
  /** Path of the module. */
  readonly module: string;
  readonly words: readonly string[];
  /** Arguments of Node itself; those of this process when absent. */
  readonly node?: readonly string[];
}

type Ending = Exclude<WorkReply, { kind: 'event' }>;

interface Job {
  readonly request: WorkRequest;
  readonly report: Report;
  readonly resolve: (ending: Ending) => void;
  readonly reject: (error: unknown) => void;
}

/** Processes that each compute one thing at a time. They start when there is work for them. */
export class WorkerPool {
  readonly #size: number;
  readonly #program: WorkerProgram;
  readonly #queue: Job[] = [];
  readonly #busy = new Map<ChildProcess, Job>();
  readonly #idle: ChildProcess[] = [];

  constructor(size: number, program: WorkerProgram) {
    this.#size = size;
    this.#program = program;
  }

  /**
   * Has one of the processes do the work, first come first served.
   * @throws MissingInput as the step did
   * @throws UserError also when the process ends before the work does
   */
  work(request: WorkRequest, report: Report): Promise<Ending> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ request, report, resolve, reject });
      this.#assign();
    });
  }

  /** Drops what waits and ends the processes; units at work are lost, finished ones are kept. */
  close(): void {
    this.#queue.length = 0;
    for (const child of [...this.#idle, ...this.#busy.keys()]) {
      child.removeAllListeners();
      child.kill();
    }
    this.#idle.length = 0;
    this.#busy.clear();
  }

  #assign(): void {
    while (this.#queue.length > 0) {
      const child = this.#idle.pop() ?? this.#start();
      if (child === undefined) return;
      const job = this.#queue.shift()!;
      this.#busy.set(child, job);
      child.send(job.request);
    }
  }

  #start(): ChildProcess | undefined {
    if (this.#busy.size >= this.#size) return undefined;
    const child = fork(this.#program.module, this.#program.words, {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      execArgv: [...(this.#program.node ?? process.execArgv)],
    });
    child.on('message', (reply) => {
      this.#answer(child, reply as WorkReply);
    });
    child.once('exit', (code, signal) => {
      this.#lose(child, signal ?? `exit code ${code}`);
    });
    child.on('error', (error) => {
      if (child.pid === undefined) this.#lose(child, error.message);
      // It cannot be told anything any more; what ended it comes with its exit.
      else child.kill('SIGKILL');
    });
    return child;
  }

  #answer(child: ChildProcess, reply: WorkReply): void {
    const job = this.#busy.get(child)!;
    if (reply.kind === 'event') {
      job.report(reply.event);
      return;
    }
    this.#busy.delete(child);
    this.#idle.push(child);
    if (reply.kind === 'failed') job.reject(errorOf(reply.failure));
    else job.resolve(reply);
    this.#assign();
  }

  #lose(child: ChildProcess, how: string): void {
    const job = this.#busy.get(child);
    this.#busy.delete(child);
    const position = this.#idle.indexOf(child);
    if (position >= 0) this.#idle.splice(position, 1);
    if (job === undefined) return;
    const { study, name } = job.request.key;
    job.reject(
      new UserError(
        `${study}/${name}: the process that computed it ended (${how}), perhaps for want of memory. ` +
          'Finished units are kept; the same command goes on. --workers 1 needs the least memory.',
      ),
    );
    this.#assign();
  }
}

function errorOf({ message, user, stack, missingInput }: WorkFailure): Error {
  if (missingInput !== undefined) return new MissingInput(missingInput, new Error(message));
  const error = user ? new UserError(message) : new Error(message);
  if (stack !== undefined) error.stack = stack;
  return error;
}
