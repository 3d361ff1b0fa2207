import { describe, expect, it } from 'vitest';
import { readForeignKerasFile } from '../../compute/keras/readForeignKerasFile.ts';
import { readKerasFile } from '../../compute/keras/readKerasFile.ts';
import { temporaryPath, writeKerasFile } from './kerasFile.ts';
import { SMALL_MODEL } from './smallModel.ts';

describe('a Keras file read in a thread of its own', () => {
  it('gives the network that is read without one', async () => {
    const file = temporaryPath('model.h5');
    await writeKerasFile(file, SMALL_MODEL);
    expect(await readForeignKerasFile(file)).toEqual(await readKerasFile(file));
  });

  it('has the same errors', async () => {
    const file = temporaryPath('missing.h5');
    await expect(readForeignKerasFile(file)).rejects.toMatchObject({
      name: 'KerasError',
      problem: 'missing',
      message: `${file}: cannot be read: is the path right?`,
    });
  });

  it('is given up where it comes to no end', async () => {
    const file = temporaryPath('model.h5');
    await writeKerasFile(file, SMALL_MODEL);
    await expect(readForeignKerasFile(file, { seconds: 0 })).rejects.toMatchObject({
      problem: 'damaged',
      message: `${file}: is damaged: HDF5 comes to no end with it in 0 s.`,
    });
  });
});
