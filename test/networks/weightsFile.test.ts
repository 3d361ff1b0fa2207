import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mnist2021 } from '../../compute/networks/architectures/mnist2021.ts';
import { initialWeights } from '../../compute/networks/initialWeights.ts';
import type { StoredNetwork } from '../../compute/networks/network.ts';
import { readWeightsFile, writeWeightsFile } from '../../compute/networks/weightsFile.ts';
import { generatorFor } from '../../compute/random/generator.ts';
import { randomNetwork, smallArchitecture } from './randomNetwork.ts';

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const small = smallArchitecture({ type: 'flatten' }, { type: 'dense', units: 3, bias: true });
const stored = randomNetwork(small, 4);
const file = writeWeightsFile(stored, sha256);
const read = (header: unknown, binary = file.binary): StoredNetwork =>
  readWeightsFile(header, binary, 'weights-small.json', sha256(binary));

describe('weights file', () => {
  it('brings back every network bit by bit, through JSON', () => {
    const initial = initialWeights(mnist2021, 'he', generatorFor(2));
    const written = writeWeightsFile(initial, sha256);
    const header: unknown = JSON.parse(JSON.stringify(written.header));
    expect(read(header, written.binary)).toEqual(initial);
    expect(written.binary).toHaveLength(4 * 35_402);
  });

  it('is little-endian float32, one parameter after the other', () => {
    const [first, second] = file.header.parameters;
    expect(first).toEqual({ key: '1.kernel', shape: [60, 3], byteOffset: 0 });
    expect(second).toEqual({ key: '1.bias', shape: [3], byteOffset: 720 });
    const view = new DataView(file.binary.buffer);
    expect(view.getFloat32(720, true)).toBe(stored.weights.get('1.bias')!.values[0]);
  });

  it('finds a binary that was cut short at any byte', () => {
    fc.assert(
      fc.property(fc.nat(file.binary.length - 1), (length) => {
        expect(() => read(file.header, file.binary.slice(0, length))).toThrow(
          `weights-small.json: the binary has ${length} bytes, its header says 732`,
        );
      }),
    );
  });

  it('finds any changed byte by its digest', () => {
    fc.assert(
      fc.property(fc.nat(file.binary.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const damaged = file.binary.with(at, file.binary[at]! ^ flip);
        expect(() => read(file.header, damaged)).toThrow('SHA-256');
      }),
    );
  });

  it('names a parameter that is not finite, whatever the digest', () => {
    for (const value of [NaN, Infinity, -Infinity]) {
      const values = stored.weights.get('1.bias')!.values.with(1, value);
      const weights = new Map(stored.weights).set('1.bias', { shape: [3], values });
      const broken = writeWeightsFile({ architecture: small, weights }, sha256);
      expect(() => read(broken.header, broken.binary)).toThrow('1.bias holds a value that is not');
    }
  });

  it('names what is wrong in a header', () => {
    const { architecture, parameters } = file.header;
    const unknown = { ...architecture, layers: [{ type: 'attention' }, ...architecture.layers] };
    expect(() => read({ ...file.header, architecture: unknown })).toThrow('architecture.layers[0]');
    expect(() => read({ ...file.header, version: 2 })).toThrow('version');
    const gap = parameters.map((own) => ({ ...own, byteOffset: own.byteOffset + 4 }));
    expect(() => read({ ...file.header, parameters: gap })).toThrow('1.kernel starts at byte 4');
    const renamed = parameters.map((own) => ({ ...own, key: own.key.replace('1.', '0.') }));
    expect(() => read({ ...file.header, parameters: renamed })).toThrow(
      'weights-small.json: small: parameter 1.kernel is missing',
    );
  });
});
