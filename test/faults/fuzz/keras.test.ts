import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { KerasError } from '../../../compute/keras/kerasError.ts';
import { kerasArchitecture } from '../../../compute/keras/kerasArchitecture.ts';
import { readForeignKerasFile } from '../../../compute/keras/readForeignKerasFile.ts';
import { checkWeights } from '../../../compute/networks/layerParameters.ts';
import { temporaryPath, writeKerasFile } from '../../keras/kerasFile.ts';
import { SMALL_MODEL } from '../../keras/smallModel.ts';
import { damagedBytes, damagedJson } from './damage.ts';
import { fuzz } from './fuzz.ts';

const FILE = 'model.h5';

/** What a file that has no end may take of a thread. */
const SECONDS = 3;

const isClear =
  (file: string) =>
  (error: unknown): boolean =>
    error instanceof KerasError && error.message.startsWith(`${file}: `);

describe('fuzzed Keras files', () => {
  it('HDF5', async () => {
    const file = temporaryPath(FILE);
    await writeKerasFile(file, SMALL_MODEL);
    const whole = readFileSync(file);
    await fuzz({
      reader: 'HDF5',
      input: damagedBytes(whole),
      isClear: isClear(file),
      read: async (bytes) => {
        writeFileSync(file, bytes);
        const { architecture, weights } = await readForeignKerasFile(file, { seconds: SECONDS });
        checkWeights(architecture, weights);
        expect([...weights.values()].every(({ values }) => values.every(Number.isFinite))).toBe(
          true,
        );
      },
    });
  });

  it('the description of a model', async () => {
    const layers = SMALL_MODEL.map(({ kind, config }) => ({ class_name: kind, config }));
    const model = { class_name: 'Sequential', config: { name: 'small', layers } };
    await fuzz({
      reader: 'description of a Keras model',
      input: damagedJson(model),
      isClear: isClear(FILE),
      read: (damaged) => {
        const { layers: read, classes } = kerasArchitecture(JSON.stringify(damaged), FILE);
        expect(read.length).toBeGreaterThan(0);
        expect(classes).toBeGreaterThanOrEqual(1);
      },
    });
  });
});
