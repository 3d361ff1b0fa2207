import { performance } from 'node:perf_hooks';
import type { Files, Outputs } from './step.ts';
import { Repeats } from './repeats.ts';
import { namingFailures } from './stepFailure.ts';
import { DamagedObject, type Output } from './store.ts';
import { storeOutputs } from './outputs.ts';
import { collectContext, type Task } from './task.ts';
import { StepError } from './userError.ts';
import { finishUnits, type FinishedUnit } from './units.ts';

/** A computed step: in the store, not yet published. */
export interface ComputedStep {
  readonly outputs: readonly Output[];
  /** All units, those of earlier runs included. */
  readonly unitSeconds: number;
  readonly collectSeconds: number;
}

/**
 * Computes what is missing of a step and collects it into its outputs. Everything is in the store
 * when this returns.
 * @throws StepError when an input changed meanwhile; nothing computed from it is kept
 */
export async function computeStep(task: Task): Promise<ComputedStep> {
  const { study, name } = task.key;
  const { units, collected, collectSeconds } = await collectWhole(task);
  await task.inputs.checkUnchanged();
  const outputs = await storeOutputs(task.store, study, name, collected);
  await task.store.writeStep(task.fingerprint, { key: task.key, outputs });
  const unitSeconds = [...units.values()].reduce((sum, { record }) => sum + record.seconds, 0);
  return { outputs, unitSeconds, collectSeconds };
}

/** Computes missing units and collects, again while collecting finds a unit damaged. */
async function collectWhole(task: Task) {
  const { study, name } = task.key;
  const repeats = new Repeats();
  for (;;) {
    const units = await finishUnits(task);
    task.report({ event: 'collect', study, step: name });
    const began = performance.now();
    try {
      const collected = await collect(task, units);
      return { units, collected, collectSeconds: (performance.now() - began) / 1000 };
    } catch (error) {
      if (!(error instanceof DamagedUnit)) throw error;
      const unit = `${study}/${name}, unit ${error.unit.record.unit}`;
      repeats.note(unit, error.message);
      task.report({
        event: 'warning',
        message: `${unit}: ${error.message}; it is computed again.`,
      });
      await task.store.removeUnit(task.fingerprint, error.unit.fingerprint);
    }
  }
}

class DamagedUnit extends DamagedObject {
  readonly unit: FinishedUnit;

  constructor(unit: FinishedUnit, cause: DamagedObject) {
    super(cause.digest, cause.message);
    this.unit = unit;
  }
}

/** Collects finished units into the outputs of the step. */
export async function collect(
  task: Task,
  units: ReadonlyMap<string, FinishedUnit>,
): Promise<Outputs> {
  const read = async (name: string): Promise<Files> => {
    const unit = units.get(name);
    if (unit === undefined) {
      throw new StepError(task.key.study, task.key.name, `it has no unit called ${name}.`);
    }
    try {
      return await task.store.getFiles(unit.record.files);
    } catch (error) {
      throw error instanceof DamagedObject ? new DamagedUnit(unit, error) : error;
    }
  };
  const { study, name } = task.key;
  return namingFailures(`${study}/${name}, collecting`, () =>
    task.node.step.collect(collectContext(task, read)),
  );
}
