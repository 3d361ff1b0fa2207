import type { Engine } from '../engine/engine.ts';
import type { Report } from './events.ts';
import type { StepKey } from './fingerprint.ts';
import { DeclaredInputs } from './inputs.ts';
import type { PlannedStep } from './plan.ts';
import { storeOf, type Project } from './project.ts';
import type { Output } from './store.ts';
import { taskOf, type Task } from './task.ts';

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
  const outputs = new Map<string, readonly Output[]>(
    plan
      .filter(({ node }) => step.node.inputs.steps.includes(node.name))
      .map(({ node, outputs: known }) => [node.name, known!]),
  );
  const inputs = new DeclaredInputs(project, key, outputs);
  return taskOf({ node: step.node, key, engine, inputs, store: storeOf(project), report });
}
