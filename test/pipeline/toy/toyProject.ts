import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CODE_FOLDERS, ROOT } from '../../../compute/commands/openProject.ts';
import type { ProjectOptions } from '../../../compute/commands/context.ts';
import { CodeDigests } from '../../../compute/pipeline/codeDigest.ts';
import type { Project } from '../../../compute/pipeline/project.ts';
import type { Study } from '../../../compute/pipeline/step.ts';
import { toyImages } from './toyDataset.ts';
import { readToySettings, type ToySettings } from './toySettings.ts';
import { toySteps } from './toySteps.ts';

/** A project in a folder of its own, on which a test can do anything. */
export async function openToyProject(root: string, options: ProjectOptions): Promise<Project> {
  const settings = await readToySettings(root);
  await writeEntries(root);
  const images = (name: string) => toyImages(name, name === 'toy/train' ? settings.data : 3);
  return {
    folders: {
      root,
      store: options.store ?? path.join(root, '.store'),
      results: path.join(root, 'content/results'),
      models: path.join(root, 'public/models'),
      timings: path.join(root, 'content/timings'),
      ...options.folders,
    },
    studies: [toyStudy(settings)],
    steps: toySteps(root, settings),
    datasets: {
      load: (name) => Promise.resolve(images(name)),
      digest: (name) => images(name).digest,
      files: () => [],
    },
    engineOf: () => ({
      demanded: options.engine !== undefined,
      describe: () => Promise.resolve(options.engine ?? settings.engine),
      start: () => Promise.resolve({ name: 'cpu', description: options.engine ?? settings.engine }),
    }),
    code: new CodeDigests(path.join(root, 'package-lock.json')),
    codeFolders: [
      ...CODE_FOLDERS,
      path.join(ROOT, 'test'),
      ...['toy.json', 'steps', 'package-lock.json'].map((name) => path.join(root, name)),
    ],
  };
}

function toyStudy(settings: ToySettings): Study {
  const { seed, epochs, rate, remark, blocks, live, summaryFile } = settings;
  return {
    id: 'toy',
    title: 'A study small enough for tests',
    seed,
    ...(live && { live }),
    steps: [
      { name: 'train', step: 'train', parameters: { epochs, rate, remark } },
      { name: 'explain', step: 'explain', parameters: { blocks } },
      { name: 'summary', step: 'summarise', parameters: { file: summaryFile } },
    ],
  };
}

/** The code whose digest counts: real modules that a test edits. */
async function writeEntries(root: string): Promise<void> {
  if (existsSync(path.join(root, 'steps/summarise.ts'))) return;
  await mkdir(path.join(root, 'steps'), { recursive: true });
  const write = async (file: string, text: string): Promise<void> => {
    if (!existsSync(path.join(root, file))) await writeFile(path.join(root, file), text);
  };
  await write('package-lock.json', '{"packages":{"node_modules/zod":{"version":"4.0.0"}}}');
  await write('steps/shared.ts', 'export const half = (value: number): number => value / 2;\n');
  for (const id of ['train', 'explain', 'summarise']) {
    await write(
      `steps/${id}.ts`,
      `import { z } from 'zod';\nimport { half } from './shared.ts';\n` +
        `export const step = (value: number): number => half(value) + z.number().parse(1);\n`,
    );
  }
}
