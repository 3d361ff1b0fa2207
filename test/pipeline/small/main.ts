import '@tensorflow/tfjs-backend-cpu';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { CODE_FOLDERS, ROOT } from '../../../compute/commands/openProject.ts';
import { runCommandLine } from '../../../compute/commands/program.ts';
import { contentDigest } from '../../../compute/datasets/contentDigest.ts';
import { registerGradients } from '../../../compute/engine/registerGradients.ts';
import { CodeDigests } from '../../../compute/pipeline/codeDigest.ts';
import type { Project } from '../../../compute/pipeline/project.ts';
import type { Study } from '../../../compute/pipeline/step.ts';
import { steps } from '../../../compute/steps/index.ts';
import { comparisonSteps } from '../../../compute/studies/comparison.ts';
import { brightPixelImages, CPU_ENGINE } from '../../steps/memoryInputs.ts';

/**
 * The command line on a study of real steps that takes seconds: every step of the comparison, on
 * bright-pixel images. `node test/pipeline/small/main.ts <folder> <words of the command>`
 */
const [root, ...words] = process.argv.slice(2) as [string, ...string[]];

const bright = brightPixelImages(64);
const images = { ...bright, digest: contentDigest(bright.pixels, bright.labels) };

const study: Study = {
  id: 'small',
  title: 'A small study of real steps',
  seed: 3,
  steps: [
    {
      name: 'train-tiny',
      step: 'train',
      parameters: {
        network: 'tiny',
        architecture: {
          name: 'tiny',
          inputShape: [8, 8, 1],
          classes: 2,
          layers: [
            { type: 'conv2d', filters: 4, kernelSize: [3, 3], padding: 'same', bias: 'none' },
            { type: 'batchNorm', epsilon: 1e-3, momentum: 0.9, scale: true, offset: true },
            { type: 'relu' },
            { type: 'flatten' },
            { type: 'dropout', rate: 0.2 },
            { type: 'dense', units: 2, bias: true },
          ],
        },
        dataset: 'bright/test',
        settings: {
          epochs: 4,
          batchSize: 16,
          initialisation: 'he',
          optimiser: { type: 'adam', learningRate: 0.02 },
          augmentation: { shift: 1 },
        },
      },
    },
    {
      name: 'evaluate-tiny',
      step: 'evaluate',
      parameters: { network: 'tiny', training: 'bright/test', test: 'bright/test' },
    },
    ...comparisonSteps({
      network: 'tiny',
      dataset: 'bright/test',
      images: 12,
      evaluations: 14,
      galleryImages: [0, 5, 9],
    }),
  ],
};

const project: Project = {
  folders: {
    root,
    store: path.join(root, '.store'),
    results: path.join(root, 'content/results'),
    models: path.join(root, 'public/models'),
    timings: path.join(root, 'content/timings'),
  },
  studies: [study],
  steps,
  datasets: { load: () => Promise.resolve(images), digest: () => images.digest, files: () => [] },
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
};

process.exitCode = await runCommandLine(words, {
  terminal: { out: process.stdout, err: process.stderr },
  openProject: () => Promise.resolve(project),
  buildSite: () => Promise.resolve(),
  workerProgram: (options) => ({
    module: import.meta.filename,
    words: [root, 'worker', JSON.stringify(options)],
  }),
});
