import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readPublishedWeights } from '../../compute/networks/publishedWeights.ts';
import {
  readWeightsFile,
  writeWeightsFile,
  type WeightsHeader,
} from '../../compute/networks/weightsFile.ts';
import { randomNetwork, smallArchitecture } from './randomNetwork.ts';

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const small = smallArchitecture({ type: 'flatten' }, { type: 'dense', units: 3, bias: true });
const file = writeWeightsFile(randomNetwork(small, 4), sha256);
const read = (header: WeightsHeader, binary = file.binary) =>
  readPublishedWeights(header, binary, 'weights-small.bin', sha256(binary));

describe('published weights', () => {
  it('are read as with the schema', () => {
    const header = JSON.parse(JSON.stringify(file.header)) as WeightsHeader;
    expect(read(header)).toEqual(
      readWeightsFile(header, file.binary, 'weights-small.bin', sha256(file.binary)),
    );
  });

  it('are refused when a byte differs or is missing, or the architecture is another', () => {
    const changed = file.binary.slice();
    changed[5]! ^= 1;
    for (const binary of [changed, file.binary.slice(0, -4)]) {
      expect(() => read(file.header, binary)).toThrow(
        'weights-small.bin: the SHA-256 of the binary',
      );
    }
    const other = smallArchitecture({ type: 'flatten' }, { type: 'dense', units: 4, bias: true });
    expect(() => read({ ...file.header, architecture: other })).toThrow(/last layer puts out/);
  });
});
