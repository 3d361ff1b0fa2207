import { computeStep } from '../computeStep.ts';
import type { Report } from '../events.ts';
import { stepFingerprint } from '../fingerprint.ts';
import { graphOf } from '../graph.ts';
import { MissingInput } from '../inputs.ts';
import { openTask } from '../prepare.ts';
import type { Project } from '../project.ts';
import type { Task } from '../task.ts';
import { finishUnits } from '../units.ts';
import { UserError } from '../userError.ts';
import { shutIn } from './hermetic.ts';
import type { WorkFailure, WorkReply, WorkRequest } from './messages.ts';

/**
 * Computes, in a process of its own, what the parent process asks for, until that process closes
 * the channel or ends.
 */
export async function serveWork(project: Project): Promise<void> {
  const reply = (message: WorkReply): void => void process.send?.(message);
  const worker = new Worker(project, (event) => reply({ kind: 'event', event }));
  process.on('message', (request) => {
    void worker
      .work(request as WorkRequest)
      .catch((error: unknown): WorkReply => ({ kind: 'failed', failure: failureOf(error) }))
      .then(reply);
  });
  await new Promise((resolve) => process.once('disconnect', resolve));
  // A parent that has ended takes no more results: the unit at work would be computed for nobody.
  process.exit();
}

class Worker {
  readonly #project: Project;
  readonly #report: Report;
  /** The last task: its units follow each other and share what they have read. */
  #task: Task | undefined;

  constructor(project: Project, report: Report) {
    this.#project = project;
    this.#report = report;
  }

  async work(request: WorkRequest): Promise<WorkReply> {
    const task = await this.#taskOf(request);
    if (request.unit === undefined) return { kind: 'step', computed: await computeStep(task) };
    await finishUnits(task, (index) => index === request.unit);
    return { kind: 'unit' };
  }

  async #taskOf({ key, outputs }: WorkRequest): Promise<Task> {
    if (this.#task?.fingerprint === stepFingerprint(key)) return this.#task;
    const study = this.#project.studies.find(({ id }) => id === key.study)!;
    const engine = await this.#project.engineOf(study).start();
    if (engine.description !== key.runtime) {
      throw new UserError(
        `A worker started the engine ${engine.description} instead of ${key.runtime}. ` +
          'Compute in one process with --workers 1, or choose another --engine.',
      );
    }
    const node = graphOf(study, this.#project.steps).nodes.find(({ name }) => name === key.name)!;
    this.#task = openTask(this.#project, node, key, outputs, engine, this.#report);
    await shutIn(this.#project, this.#task);
    return this.#task;
  }
}

function failureOf(error: unknown): WorkFailure {
  const known = error instanceof Error ? error : new Error(String(error));
  return {
    message: known.message,
    user: known instanceof UserError,
    stack: known.stack,
    missingInput: known instanceof MissingInput ? known.step : undefined,
  };
}
