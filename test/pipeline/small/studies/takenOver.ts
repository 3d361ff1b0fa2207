import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Study } from '../../../../compute/pipeline/step.ts';
import { replication } from '../../../../compute/studies/replication.ts';

/** Takes the place of the data folder: it holds `network.h5`, the model of test/keras/smallModel.ts. */
export const KERAS_FOLDER = path.join(import.meta.dirname, '../data');

const KERAS_FILE = 'network.h5';

const digestOf = (file: string): string =>
  createHash('sha256')
    .update(readFileSync(path.join(KERAS_FOLDER, file)))
    .digest('hex');

/** Networks that others have trained, in files that are declared and named by digest. */
export const takenOver: Study = {
  id: 'taken-over',
  title: 'Networks of others',
  seed: 8,
  steps: [
    replication.steps.find(({ step }) => step === 'published-network')!,
    {
      name: 'train-keras',
      step: 'keras-network',
      parameters: {
        network: 'keras',
        file: KERAS_FILE,
        sha256: digestOf(KERAS_FILE),
        origin: 'test/keras/smallModel.ts',
        seen: {},
      },
    },
  ],
};
