import { linkSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import { stepFingerprint } from '../../../compute/pipeline/fingerprint.ts';
import { graphOf } from '../../../compute/pipeline/graph.ts';
import { planStudy } from '../../../compute/pipeline/plan.ts';
import { storeOf } from '../../../compute/pipeline/project.ts';
import { openToyProject } from './toyProject.ts';
import { toy } from './toyRuns.ts';
import { writeToySettings } from './toySettings.ts';

/** File systems allow a file so many names and more. */
const NAMES_OF_A_FILE = 50_000;

/** A toy project whose store holds so many finished units of a step that is not finished. */
export async function makeLargeStore(root: string, units: number): Promise<void> {
  await writeToySettings(root, { blocks: units + 1 });
  expect((await toy(root, 'run', '--only', 'train')).code).toBe(0);
  const project = await openToyProject(root, {});
  const [study] = project.studies;
  const runtime = await project.engineOf(study).describe();
  const plan = await planStudy(project, graphOf(study!, project.steps), runtime);
  const key = plan.find(({ node }) => node.name === 'explain')!.key!;
  const folder = storeOf(project).recordFolder(stepFingerprint({ ...key, runtime }));
  mkdirSync(folder, { recursive: true });
  let file = '';
  for (let unit = 0; unit < units; unit++) {
    const name = path.join(folder, `${unit.toString(16).padStart(64, '0')}.json`);
    if (unit % NAMES_OF_A_FILE === 0) {
      file = name;
      writeFileSync(file, '{}');
    } else linkSync(file, name);
  }
}
