import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeIntegers, decodeIntegers } from '../../../compute/bayes/compressed/integerCode.ts';
import {
  BitReader,
  BitWriter,
  MOST_BITS_A_BYTE,
} from '../../../compute/bayes/compressed/rangeCoder.ts';
import { generatorFor } from '../../../compute/random/generator.ts';

const CONTEXTS = 3;
const bits = fc.array(fc.tuple(fc.nat({ max: 1 }), fc.nat({ max: CONTEXTS - 1 })), {
  maxLength: 3000,
});

function written(list: readonly (readonly [number, number])[]): Uint8Array {
  const writer = new BitWriter(CONTEXTS);
  for (const [bit, context] of list) writer.write(bit, context);
  return writer.finish();
}

describe('coded bits', () => {
  it('come back in order, and need every byte', () => {
    fc.assert(
      fc.property(bits, (list) => {
        const reader = new BitReader(written(list), CONTEXTS);
        expect(list.map(([, context]) => reader.read(context))).toEqual(list.map(([bit]) => bit));
        expect(reader.left).toBe(0);
      }),
    );
  });

  it('come back where carries run through many bytes', () => {
    // The likelier bit lies at the start of the range: the other one, again and again, nears its end.
    for (const rare of [1, 7, 50, 400]) {
      const list = Array.from({ length: 20_000 }, (_, index): [number, number] => [
        index % rare === 0 ? 0 : 1,
        0,
      ]);
      const reader = new BitReader(written(list), CONTEXTS);
      expect(list.every(([bit]) => reader.read(0) === bit)).toBe(true);
    }
  });

  it('take what their entropy says, and never less than the bound', () => {
    const generator = generatorFor(1, 'bits');
    const list = Array.from({ length: 100_000 }, (): [number, number] => [
      generator.uniform() < 0.1 ? 1 : 0,
      0,
    ]);
    const entropy = -(0.1 * Math.log2(0.1) + 0.9 * Math.log2(0.9));
    const used = (8 * written(list).length) / list.length;
    expect(used).toBeGreaterThan(0.97 * entropy);
    expect(used).toBeLessThan(1.03 * entropy);
    const equal = written(list.map(() => [0, 0]));
    expect(list.length / equal.length).toBeLessThan(MOST_BITS_A_BYTE);
    expect(list.length / equal.length).toBeGreaterThan(0.9 * MOST_BITS_A_BYTE);
  });
});

describe('coded integers', () => {
  it('come back, large ones too', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -300, max: 300 }), { maxLength: 200 }), (list) => {
        const values = Int32Array.from(list);
        expect(decodeIntegers(codeIntegers(values), values.length)).toEqual(values);
      }),
    );
  });

  it('are refused when there are fewer or more than asked for', () => {
    const coded = codeIntegers([1, -2, 0, 30, -31, 5, 5, 0, 0, 9]);
    expect(() => decodeIntegers(coded, 200)).toThrow(RangeError);
    expect(() => decodeIntegers(coded, 2)).toThrow(/left over/);
    expect(() => decodeIntegers(coded.slice(0, -3), 10)).toThrow(/end too early/);
    expect(() => decodeIntegers(coded.slice(0, 2), 1)).toThrow(/end too early/);
  });

  it('take no memory for what the bytes cannot hold', () => {
    expect(() => decodeIntegers(new Uint8Array(9), 2 ** 40)).toThrow(
      '9 bytes cannot hold 1099511627776 integers',
    );
  });
});
