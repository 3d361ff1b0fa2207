import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { remove, TEMPORARY_PREFIX } from './atomicFile.ts';
import { stepFingerprint } from './fingerprint.ts';
import { graphOf } from './graph.ts';
import { readManifest } from './manifest.ts';
import { planStudy } from './plan.ts';
import { storeOf, type Project } from './project.ts';
import type { Store } from './store.ts';

/** What was removed, or would be. */
export interface Collected {
  steps: number;
  objects: number;
  bytes: number;
}

/**
 * Removes work that no study uses any more: everything but what the manifests list and what a run
 * would use now. Units of unfinished steps are kept as long as the step has not changed.
 */
export async function collectGarbage(project: Project, dryRun: boolean): Promise<Collected> {
  const store = storeOf(project);
  const used = await usedFingerprints(project);
  const collected: Collected = { steps: 0, objects: 0, bytes: 0 };
  const objects = new Set<string>();
  for (const fingerprint of await store.stepFingerprints()) {
    if (used.has(fingerprint)) await addObjects(store, fingerprint, objects);
    else {
      collected.steps++;
      if (!dryRun) await store.removeStep(fingerprint);
    }
  }
  for (const digest of await store.objectDigests()) {
    if (!objects.has(digest)) await collect(store.objectPath(digest), collected, dryRun);
  }
  for (const file of await unfinishedFiles(store.folder)) await collect(file, collected, dryRun);
  return collected;
}

async function usedFingerprints(project: Project): Promise<ReadonlySet<string>> {
  const used = new Set<string>();
  for (const study of project.studies) {
    const runtime = await project.engineOf(study).describe();
    const manifest = await readManifest(project.folders, study);
    for (const { fingerprint } of manifest.steps) used.add(fingerprint);
    for (const { key } of await planStudy(project, graphOf(study, project.steps), runtime)) {
      if (key === undefined) continue;
      used.add(stepFingerprint(key));
      used.add(stepFingerprint({ ...key, runtime }));
    }
  }
  return used;
}

async function addObjects(store: Store, fingerprint: string, objects: Set<string>): Promise<void> {
  const step = await store.readStep(fingerprint);
  for (const { sha256 } of step?.outputs ?? []) objects.add(sha256);
  for await (const [, { files }] of store.units(fingerprint)) {
    for (const { sha256 } of Object.values(files)) objects.add(sha256);
  }
}

/** Left behind by killed runs; the store is locked, so nobody is writing. */
async function unfinishedFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true }).catch((): string[] => []);
  return names
    .filter((name) => path.basename(name).startsWith(TEMPORARY_PREFIX))
    .map((name) => path.join(folder, name));
}

async function collect(file: string, collected: Collected, dryRun: boolean): Promise<void> {
  collected.objects++;
  collected.bytes += (await stat(file)).size;
  if (!dryRun) await remove(file);
}
