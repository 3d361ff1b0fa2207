import type { ComputedStep } from '../computeStep.ts';
import type { Computing, ReadyStep } from '../computing.ts';
import type { Report } from '../events.ts';
import { stepFingerprint, unitFingerprint } from '../fingerprint.ts';
import type { Node } from '../graph.ts';
import { storeOf, type EngineSource, type Project } from '../project.ts';
import { outputsRead } from '../prepare.ts';
import type { WorkRequest } from './messages.ts';
import { WorkerPool, type WorkerProgram } from './workerPool.ts';

/** Spreads steps, and the units of a step, over processes that share the store. */
export class InWorkers implements Computing {
  readonly stepsAtOnce: number;
  readonly #project: Project;
  readonly #engine: EngineSource;
  readonly #pool: WorkerPool;

  constructor(project: Project, engine: EngineSource, workers: number, program: WorkerProgram) {
    this.stepsAtOnce = workers;
    this.#project = project;
    this.#engine = engine;
    this.#pool = new WorkerPool(workers, program);
  }

  runtime(): Promise<string> {
    return this.#engine.describe();
  }

  start(): Promise<string> {
    return this.runtime();
  }

  async compute({ step, key, plan }: ReadyStep, report: Report): Promise<ComputedStep> {
    const { node } = step;
    const request = { key, outputs: outputsRead(step, plan) };
    if (!node.step.sequential) await this.#computeUnits(node, request, report);
    const ending = await this.#pool.work(request, report);
    if (ending.kind !== 'step') throw new Error(`A worker answered ${ending.kind} to a step.`);
    return ending.computed;
  }

  close(): void {
    this.#pool.close();
  }

  async #computeUnits(node: Node, request: WorkRequest, report: Report): Promise<void> {
    const missing = await this.#missingUnits(node, request);
    if (missing.length < 2) return;
    // A worker knows of its own units only.
    let finished = node.units.length - missing.length;
    const counted: Report = (event) => {
      if (event.event === 'unit') report({ ...event, finished: ++finished });
      else report(event.event === 'progress' ? { ...event, finished } : event);
    };
    await Promise.all(missing.map((unit) => this.#pool.work({ ...request, unit }, counted)));
  }

  async #missingUnits({ units }: Node, { key }: WorkRequest): Promise<number[]> {
    const store = storeOf(this.#project);
    const step = stepFingerprint(key);
    const missing: number[] = [];
    for (const [index, unit] of units.entries()) {
      const record = await store.readUnit(step, unitFingerprint(step, unit));
      if (record === undefined) missing.push(index);
    }
    return missing;
  }
}
