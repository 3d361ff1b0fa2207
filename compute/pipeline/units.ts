import { performance } from 'node:perf_hooks';
import { unitFingerprint, type FileDigests } from './fingerprint.ts';
import { Repeats } from './repeats.ts';
import type { Files } from './step.ts';
import { DamagedObject, type UnitRecord } from './store.ts';
import { namingFailures } from './stepFailure.ts';
import { unitContext, type Task } from './task.ts';

/** A finished unit of a task. */
export interface FinishedUnit {
  readonly fingerprint: string;
  readonly record: UnitRecord;
}

/** Digests of the files of a unit, as they enter the fingerprint of the next. */
export function unitDigests(record: UnitRecord): FileDigests {
  return Object.fromEntries(
    Object.entries(record.files).map(([name, { sha256 }]): [string, string] => [name, sha256]),
  );
}

/**
 * Computes the units that are not in the store yet and saves each as soon as it is finished.
 * @param mine whether the unit of an index is to be computed here (for shards)
 * @returns by unit name, the finished units; all of them unless `mine` left some out
 */
export async function finishUnits(
  task: Task,
  mine: (index: number) => boolean = () => true,
): Promise<Map<string, FinishedUnit>> {
  const repeats = new Repeats();
  for (;;) {
    try {
      return await (task.node.step.sequential ? continueChain(task) : fillGaps(task, mine));
    } catch (error) {
      if (!(error instanceof DamagedPredecessor)) throw error;
      const name = nameOf(task, error.unit);
      repeats.note(name, error.message);
      const message = `${name}: ${error.message}; it is computed again.`;
      task.report({ event: 'warning', message });
      await task.store.removeUnit(task.fingerprint, error.unitFingerprint);
    }
  }
}

class DamagedPredecessor extends Error {
  readonly unit: string;
  readonly unitFingerprint: string;

  constructor(unit: string, fingerprint: string, damage: DamagedObject) {
    super(damage.message);
    this.unit = unit;
    this.unitFingerprint = fingerprint;
  }
}

async function fillGaps(
  task: Task,
  mine: (index: number) => boolean,
): Promise<Map<string, FinishedUnit>> {
  const finished = new Map<string, FinishedUnit>();
  for (const [index, unit] of task.node.units.entries()) {
    const fingerprint = unitFingerprint(task.fingerprint, unit);
    let record = await task.store.readUnit(task.fingerprint, fingerprint);
    if (record === undefined) {
      if (!mine(index)) continue;
      ({ record } = await computeUnit(task, unit, fingerprint, finished.size));
    }
    finished.set(unit, { fingerprint, record });
  }
  return finished;
}

async function continueChain(task: Task): Promise<Map<string, FinishedUnit>> {
  const finished = new Map<string, FinishedUnit>();
  let last: FinishedUnit | undefined;
  let lastFiles: Files | undefined;
  for (const unit of task.node.units) {
    const previousDigests = last && unitDigests(last.record);
    const fingerprint = unitFingerprint(task.fingerprint, unit, previousDigests);
    let record = await task.store.readUnit(task.fingerprint, fingerprint);
    if (record === undefined) {
      if (last !== undefined) lastFiles ??= await filesOf(task, last);
      const result = await computeUnit(task, unit, fingerprint, finished.size, lastFiles);
      record = result.record;
      lastFiles = result.files;
    } else {
      lastFiles = undefined;
    }
    last = { fingerprint, record };
    finished.set(unit, last);
  }
  return finished;
}

async function filesOf(task: Task, { record, fingerprint }: FinishedUnit): Promise<Files> {
  try {
    return await task.store.getFiles(record.files);
  } catch (error) {
    if (!(error instanceof DamagedObject)) throw error;
    throw new DamagedPredecessor(record.unit, fingerprint, error);
  }
}

async function computeUnit(
  task: Task,
  unit: string,
  fingerprint: string,
  finished: number,
  previous?: Files,
): Promise<{ record: UnitRecord; files: Files }> {
  const { study, name: step } = task.key;
  const units = task.node.units.length;
  const began = performance.now();
  const context = unitContext(task, unit, previous, ({ done, note }) => {
    const progress = { event: 'progress', study, step, unit, units, finished, done } as const;
    task.report(note === undefined ? progress : { ...progress, note });
  });
  const files = await namingFailures(nameOf(task, unit), () => task.node.step.runUnit(context));
  task.inputs.checkImages();
  const seconds = (performance.now() - began) / 1000;
  const record = { unit, files: await task.store.putFiles(files), seconds };
  await task.store.writeUnit(task.fingerprint, fingerprint, record);
  task.report({ event: 'unit', study, step, unit, units, finished: finished + 1, seconds });
  return { record, files };
}

function nameOf(task: Task, unit: string): string {
  return `${task.key.study}/${task.key.name}, unit ${unit}`;
}
