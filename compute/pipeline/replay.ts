import { generatorFor } from '../random/generator.ts';
import { sha256 } from './digest.ts';
import { unitFingerprint } from './fingerprint.ts';
import type { Files } from './step.ts';
import { unitContext, type Task } from './task.ts';
import { unitDigests, type FinishedUnit } from './units.ts';

/** What a unit gave when it was computed again. */
export interface Replayed {
  readonly unit: string;
  /** Files whose bytes differ, or that are new or gone. */
  readonly differing: readonly string[];
}

/** The finished units of a task in order, up to the first gap if they are sequential; reads only. */
export async function finishedUnits(task: Task): Promise<Map<string, FinishedUnit>> {
  const finished = new Map<string, FinishedUnit>();
  let last: FinishedUnit | undefined;
  for (const unit of task.node.units) {
    const previous = task.node.step.sequential && last ? unitDigests(last.record) : undefined;
    const fingerprint = unitFingerprint(task.fingerprint, unit, previous);
    const record = await task.store.readUnit(task.fingerprint, fingerprint);
    if (record === undefined) {
      if (task.node.step.sequential) break;
      continue;
    }
    last = { fingerprint, record };
    finished.set(unit, last);
  }
  return finished;
}

/**
 * A random sample of units, the same for the same seed and fingerprint.
 * @param share of all units, 0 … 1; at least one unit is drawn unless it is 0
 */
export function sampleUnits(
  units: readonly string[],
  share: number,
  seed: number,
  fingerprint: string,
): string[] {
  if (share <= 0) return [];
  const count = Math.min(units.length, Math.max(1, Math.round(share * units.length)));
  const order = Uint32Array.from(units.keys());
  const drawn = generatorFor(seed, 'sample', fingerprint).shuffle(order).slice(0, count);
  return [...drawn].sort((first, second) => first - second).map((index) => units[index]!);
}

/**
 * Computes a unit again, stores nothing, and compares with the record.
 * @throws DamagedObject when the unit before it, in a sequential step, is not whole
 */
export async function replayUnit(
  task: Task,
  unit: string,
  finished: ReadonlyMap<string, FinishedUnit>,
): Promise<Replayed> {
  const previous = await filesBefore(task, unit, finished);
  const { study, name: step } = task.key;
  const context = unitContext(task, unit, previous, ({ done }) =>
    task.report({ event: 'progress', study, step, unit, units: 1, finished: 0, done }),
  );
  const files = await task.node.step.runUnit(context);
  task.inputs.checkImages();
  return { unit, differing: differingFiles(files, finished.get(unit)!) };
}

async function filesBefore(
  task: Task,
  unit: string,
  finished: ReadonlyMap<string, FinishedUnit>,
): Promise<Files | undefined> {
  const index = task.node.units.indexOf(unit);
  if (!task.node.step.sequential || index === 0) return undefined;
  return task.store.getFiles(finished.get(task.node.units[index - 1]!)!.record.files);
}

function differingFiles(now: Files, { record }: FinishedUnit): string[] {
  const names = new Set([...now.keys(), ...Object.keys(record.files)]);
  return [...names].filter((name) => {
    const bytes = now.get(name);
    return bytes === undefined || sha256(bytes) !== record.files[name]?.sha256;
  });
}
