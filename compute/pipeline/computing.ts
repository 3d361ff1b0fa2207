import type { Engine } from '../engine/engine.ts';
import { computeStep, type ComputedStep } from './computeStep.ts';
import type { Report } from './events.ts';
import type { StepKey } from './fingerprint.ts';
import type { PlannedStep } from './plan.ts';
import { prepareTask } from './prepare.ts';
import type { Project } from './project.ts';
import type { StartedEngine } from './startedEngine.ts';

/** A planned step with the key it is computed under, and the plan that knows its inputs. */
export interface ReadyStep {
  readonly step: PlannedStep;
  readonly key: StepKey;
  readonly plan: readonly PlannedStep[];
}

/** Where steps are computed: in this process, or in workers. */
export interface Computing {
  /** How many steps are worth computing at the same time. */
  readonly stepsAtOnce: number;
  /** What the engine is, or will be. Another one than announced may start. */
  runtime(): Promise<string>;
  /** Starts the engine, where it is this process that computes; what it is. */
  start(): Promise<string>;
  /** @throws as `computeStep` */
  compute(ready: ReadyStep, report: Report): Promise<ComputedStep>;
  /** Ends what was started. */
  close(): void;
}

/** Computes one step after the other in this process. */
export class InThisProcess implements Computing {
  readonly stepsAtOnce = 1;
  readonly #project: Project;
  readonly #engine: StartedEngine;

  constructor(project: Project, engine: StartedEngine) {
    this.#project = project;
    this.#engine = engine;
  }

  runtime(): Promise<string> {
    return this.#engine.runtime();
  }

  async start(): Promise<string> {
    return (await this.#engine.start()).description;
  }

  async compute({ step, key, plan }: ReadyStep, report: Report): Promise<ComputedStep> {
    const engine: Engine = await this.#engine.start();
    return computeStep(prepareTask(this.#project, step, plan, engine, report, key));
  }

  close(): void {
    // The engine lives as long as the process.
  }
}
