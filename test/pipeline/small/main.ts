import '@tensorflow/tfjs-backend-cpu';
import { cpSync, existsSync, renameSync } from 'node:fs';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { CODE_FOLDERS, ROOT } from '../../../compute/commands/openProject.ts';
import { runCommandLine } from '../../../compute/commands/program.ts';
import { registerGradients } from '../../../compute/engine/registerGradients.ts';
import { CodeDigests } from '../../../compute/pipeline/codeDigest.ts';
import type { Project } from '../../../compute/pipeline/project.ts';
import { steps } from '../../../compute/steps/index.ts';
import { CPU_ENGINE } from '../../steps/memoryInputs.ts';
import { smallImages } from './smallImages.ts';
import { smallStudies } from './studies/index.ts';
import { KERAS_FOLDER } from './studies/takenOver.ts';

/**
 * The command line on studies of real steps that take seconds.
 * `node test/pipeline/small/main.ts <folder> <words of the command>`
 */
const [root, ...words] = process.argv.slice(2) as [string, ...string[]];

process.env['IIC_DATA'] = dataFolder();

/** Outside of the code, which steps may not read: a copy of the data, made whole before it has its name. */
function dataFolder(): string {
  const folder = path.join(root, 'data');
  if (words[0] !== 'worker' && !existsSync(folder)) {
    const copy = path.join(root, `data-${process.pid}`);
    cpSync(KERAS_FOLDER, copy, { recursive: true });
    renameSync(copy, folder);
  }
  return folder;
}

const projectOn = (store: string): Project => ({
  folders: {
    root,
    store,
    results: path.join(root, 'content/results'),
    models: path.join(root, 'public/models'),
    timings: path.join(root, 'content/timings'),
  },
  studies: smallStudies,
  steps,
  datasets: {
    load: (name) => Promise.resolve(smallImages(name)),
    digest: (name) => smallImages(name).digest,
    files: () => [],
  },
  engineOf: () => ({
    demanded: false,
    describe: () => Promise.resolve(CPU_ENGINE.description),
    start: async () => {
      registerGradients();
      await tf.setBackend('cpu');
      return CPU_ENGINE;
    },
  }),
  code: new CodeDigests(path.join(ROOT, 'package-lock.json')),
  codeFolders: [...CODE_FOLDERS, path.join(ROOT, 'test')],
});

process.exitCode = await runCommandLine(words, {
  terminal: { out: process.stdout, err: process.stderr },
  openProject: ({ store = path.join(root, '.store') }) => Promise.resolve(projectOn(store)),
  buildSite: () => Promise.resolve(),
  workerProgram: (options) => ({
    module: import.meta.filename,
    words: [root, 'worker', JSON.stringify(options)],
  }),
});
