import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { DataError } from '../../compute/datasets/dataError.ts';
import { findDataset, readDataset } from '../../compute/datasets/loadDataset.ts';
import { defaultLocations, locate, type DataLocations } from '../../compute/datasets/locations.ts';
import { generatorFor } from '../../compute/random/generator.ts';
import { temporaryFolder } from '../pipeline/toy/toyRuns.ts';
import { demand, leftOut, often } from './thoroughness.ts';

const folder = temporaryFolder();

/** How often each file of a data set is damaged; the short form leaves large files out. */
const SETS = [
  ['mnist/train', often(1, 20)],
  ['mnist/test', often(2, 75)],
  ['cifar-10/train', often(0, 3)],
  ['cifar-10/test', often(1, 30)],
  ['fashion-mnist/test', often(1, 20)],
  ['kmnist/test', often(1, 20)],
] as const;

describe.each(SETS)('a flipped byte in any file of %s', (name, rounds) => {
  const found = locate(findDataset(name), defaultLocations());
  const paths = 'paths' in found ? found.paths : [];
  const present = paths.length > 0;

  it.skipIf(rounds === 0 || leftOut(present))('is found, and the file is named', () => {
    demand(present, `${name} in the data folder; let IIC_DATA name one that has it`);
    const { digest } = readDataset(name, defaultLocations());
    const { place } = findDataset(name);
    const inside = 'folders' in place ? place.folders[0]! : '.';
    const copies = paths.map((file) => path.join(folder(), inside, path.basename(file)));
    for (const [index, copy] of copies.entries()) cpSync(paths[index]!, copy);
    const locations: DataLocations = {
      folders: [folder()],
      packageFolder: () => folder(),
    };
    const drawn = generatorFor(6, 'data', name);
    let refused = 0;
    for (const copy of copies) {
      for (let round = 0; round < rounds; round++) {
        const bytes = readFileSync(copy);
        const at = Math.floor(drawn.uniform() * bytes.length);
        const by = 1 + Math.floor(drawn.uniform() * 255);
        bytes[at]! ^= by;
        writeFileSync(copy, bytes);
        try {
          // Some bytes of a gzip header, such as a time, change nothing.
          expect(readDataset(name, locations).digest).toBe(digest);
        } catch (error) {
          if (!(error instanceof DataError)) throw error;
          refused++;
          expect(error.message).toContain(copy);
        }
        bytes[at]! ^= by;
        writeFileSync(copy, bytes);
      }
    }
    expect(refused).toBeGreaterThan(0.8 * rounds * copies.length);
  });
});
