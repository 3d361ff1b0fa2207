import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { remove } from '../atomicFile.ts';
import type { ReadyStep } from '../computing.ts';
import { stepFingerprint } from '../fingerprint.ts';
import { MissingInput } from '../inputs.ts';
import { copyObjects } from '../mergeStores.ts';
import { readOutput } from '../outputs.ts';
import { outputsRead } from '../prepare.ts';
import { storeOf, type Project } from '../project.ts';
import { DamagedObject, Store } from '../store.ts';

/** Within the store: a store for each step at work. */
const FOLDER = 'hermetic';

/**
 * A store within the store that holds what one step may read and nothing else: the outputs that it
 * declares, and its own finished units. Copies, not links: what a step does to them harms no other.
 * @throws MissingInput when a declared output is absent or damaged
 */
export async function openStepStore(project: Project, ready: ReadyStep): Promise<Store> {
  const whole = storeOf(project);
  const fingerprint = stepFingerprint(ready.key);
  const own = new Store(path.resolve(whole.folder, FOLDER, fingerprint));
  for (const [step, outputs] of outputsRead(ready.step, ready.plan)) {
    for (const output of outputs) {
      const read = readOutput(whole, project.folders, ready.key.study, output);
      const bytes = await read.catch((error: unknown) => {
        throw error instanceof DamagedObject ? new MissingInput(step, error) : error;
      });
      await own.put(bytes);
    }
  }
  await copyStep(own, whole, fingerprint);
  return own;
}

/** Takes what a step has finished over into the store, and removes the store that it had. */
export async function closeStepStore(project: Project, own: Store): Promise<void> {
  await copyStep(storeOf(project), own, path.basename(own.folder));
  await remove(own.folder);
}

/** Closes the stores of steps that a kill has left open. */
export async function closeLeftStores(project: Project): Promise<void> {
  const folder = path.join(storeOf(project).folder, FOLDER);
  for (const name of await readdir(folder).catch((): string[] => [])) {
    await closeStepStore(project, new Store(path.join(folder, name)));
  }
}

/** Objects first, the records that name them last; what is damaged is left out. */
async function copyStep(target: Store, source: Store, fingerprint: string): Promise<void> {
  for await (const [unit, record] of source.units(fingerprint)) {
    const damage = await copyObjects(target, source, Object.values(record.files));
    if (damage === undefined) await target.writeUnit(fingerprint, unit, record);
  }
  const step = await source.readStep(fingerprint);
  if (step !== undefined && (await copyObjects(target, source, step.outputs)) === undefined) {
    await target.writeStep(fingerprint, step);
  }
}
