import type { Engine } from '../engine/engine.ts';
import type { Report } from './events.ts';
import { stepFingerprint, type StepKey } from './fingerprint.ts';
import type { Node } from './graph.ts';
import type { DeclaredInputs } from './inputs.ts';
import type { CollectContext, Files, UnitContext } from './step.ts';
import type { Store } from './store.ts';

/** One step, ready to be computed. */
export interface Task {
  readonly node: Node;
  readonly key: StepKey;
  readonly fingerprint: string;
  readonly engine: Engine;
  readonly inputs: DeclaredInputs;
  readonly store: Store;
  readonly report: Report;
}

export function taskOf(parts: Omit<Task, 'fingerprint'>): Task {
  return { ...parts, fingerprint: stepFingerprint(parts.key) };
}

/** What a unit of the task is given. */
export function unitContext(
  task: Task,
  unit: string,
  previous: Files | undefined,
  report: UnitContext<unknown>['report'],
): UnitContext<unknown> {
  const common = commonContext(task);
  return { ...common, unit, report, ...(previous !== undefined && { previous }) };
}

/** What the collecting of the task is given. */
export function collectContext(
  task: Task,
  unit: (unit: string) => Promise<Files>,
): CollectContext<unknown> {
  return { ...commonContext(task), unit, units: task.node.units };
}

function commonContext({ node, key, engine, inputs }: Task) {
  const { study, name: step, seed } = key;
  return { study, step, parameters: node.parameters, seed, engine, inputs };
}
