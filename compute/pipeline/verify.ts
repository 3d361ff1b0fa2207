import { readFile } from 'node:fs/promises';
import type { Engine } from '../engine/engine.ts';
import { artefactSchema } from '../results/artefacts.ts';
import { sha256 } from './digest.ts';
import type { Report } from './events.ts';
import { stepFingerprint } from './fingerprint.ts';
import { graphOf } from './graph.ts';
import { MissingInput } from './inputs.ts';
import { keyOfEntry, publishedPath, readManifest } from './manifest.ts';
import { planStudy } from './plan.ts';
import { prepareTask } from './prepare.ts';
import type { Folders, Project } from './project.ts';
import { finishedUnits, replayUnit, sampleUnits } from './replay.ts';
import type { Study } from './step.ts';
import { DamagedObject, type Store } from './store.ts';

/** What a check looked at, what it found wrong, and what it could not look at. */
export interface Verification {
  checked: number;
  readonly problems: string[];
  readonly notes: string[];
}

const begin = (): Verification => ({ checked: 0, problems: [], notes: [] });

/** Hashes every object again and checks that the records name objects that are there. */
export async function verifyStore(store: Store): Promise<Verification> {
  const result = begin();
  const present = new Set(await store.objectDigests());
  for (const digest of present) {
    result.checked++;
    try {
      await store.get(digest);
    } catch (error) {
      if (!(error instanceof DamagedObject)) throw error;
      result.problems.push(`${store.objectPath(digest)}: its bytes are not those of its name`);
    }
  }
  for (const fingerprint of await store.stepFingerprints()) {
    for (const file of await store.damagedRecords(fingerprint)) {
      result.problems.push(`${file}: the record is damaged`);
    }
    for await (const [, { unit, files }] of store.units(fingerprint)) {
      const absent = Object.entries(files).filter(([, file]) => !present.has(file.sha256));
      for (const [name] of absent) {
        result.problems.push(`${store.recordFolder(fingerprint)}: unit ${unit} lacks ${name}`);
      }
    }
  }
  return result;
}

/** Hashes every published file again, checks JSON files against their schemas, and fingerprints. */
export async function verifyPublished(folders: Folders, study: Study): Promise<Verification> {
  const result = begin();
  const { steps } = await readManifest(folders, study);
  for (const entry of steps) {
    if (stepFingerprint(keyOfEntry(study.id, entry)) !== entry.fingerprint) {
      result.problems.push(`${study.id}/${entry.name}: the manifest was edited by hand`);
    }
    for (const output of entry.outputs) {
      const at = publishedPath(folders, study.id, output);
      if (at === undefined) continue;
      result.checked++;
      const bytes = await readFile(at).catch(() => undefined);
      if (bytes === undefined) result.problems.push(`${output.published!} is missing`);
      else if (sha256(bytes) !== output.sha256) {
        result.problems.push(`${output.published!} was changed after it was computed`);
      } else if (!fitsSchema(output.file, bytes)) {
        result.problems.push(`${output.published!} does not fit its schema`);
      }
    }
  }
  return result;
}

function fitsSchema(file: string, bytes: Uint8Array): boolean {
  const schema = artefactSchema(file);
  if (schema === undefined) return true;
  try {
    return schema.safeParse(JSON.parse(new TextDecoder().decode(bytes))).success;
  } catch {
    return false;
  }
}

/**
 * Recomputes a random sample of the finished units of every fresh step and compares bytes.
 * @param share of the units of each step
 */
export async function verifySample(
  project: Project,
  study: Study,
  engine: Engine,
  share: number,
  report: Report,
): Promise<Verification> {
  const result = begin();
  const plan = await planStudy(project, graphOf(study, project.steps), engine.description);
  for (const step of plan) {
    const name = `${study.id}/${step.node.name}`;
    if (step.state !== 'fresh' || step.key === undefined) {
      result.notes.push(`${name} is ${step.state}: nothing to compare with`);
      continue;
    }
    if (step.key.runtime !== engine.description) {
      result.notes.push(
        `${name} was computed with ${step.key.runtime}; this is ${engine.description}`,
      );
      continue;
    }
    const task = prepareTask(project, step, plan, engine, report);
    const finished = await finishedUnits(task);
    if (finished.size === 0) {
      result.notes.push(`${name}: its units are not on this machine`);
      continue;
    }
    for (const unit of sampleUnits([...finished.keys()], share, study.seed, task.fingerprint)) {
      try {
        const { differing } = await replayUnit(task, unit, finished);
        result.checked++;
        if (differing.length > 0) {
          result.problems.push(`${name}, unit ${unit}: other bytes in ${differing.join(', ')}`);
        }
      } catch (error) {
        if (!(error instanceof DamagedObject || error instanceof MissingInput)) throw error;
        result.notes.push(`${name}, unit ${unit} cannot be recomputed here: ${error.message}`);
      }
    }
  }
  return result;
}
