import type { Engine } from '../engine/engine.ts';
import type { Report } from './events.ts';
import type { StepKey } from './fingerprint.ts';
import type { Node } from './graph.ts';
import { DeclaredInputs } from './inputs.ts';
import type { PlannedStep } from './plan.ts';
import { storeOf, type Project } from './project.ts';
import type { Output } from './store.ts';
import { taskOf, type Task } from './task.ts';

/** Outputs of steps, by the name of the step. */
export type StepOutputs = readonly (readonly [string, readonly Output[]])[];

/** The outputs that a step reads, as its plan knows them. */
export function outputsRead({ node }: PlannedStep, plan: readonly PlannedStep[]): StepOutputs {
  return plan
    .filter(({ node: { name } }) => node.inputs.steps.includes(name))
    .map(({ node: { name }, outputs }) => [name, outputs!]);
}

/**
 * A step, ready to be computed with an engine.
 * @param outputs those that it reads
 */
export function openTask(
  project: Project,
  node: Node,
  key: StepKey,
  outputs: StepOutputs,
  engine: Engine,
  report: Report,
): Task {
  const inputs = new DeclaredInputs(project, key, new Map(outputs));
  return taskOf({ node, key, engine, inputs, store: storeOf(project), report });
}

/**
 * A planned step, ready to be computed with an engine.
 * @param key the key to compute it under; the planned one, with the engine's own runtime, if absent
 */
export function prepareTask(
  project: Project,
  step: PlannedStep,
  plan: readonly PlannedStep[],
  engine: Engine,
  report: Report,
  key: StepKey = { ...step.key!, runtime: engine.description },
): Task {
  return openTask(project, step.node, key, outputsRead(step, plan), engine, report);
}
