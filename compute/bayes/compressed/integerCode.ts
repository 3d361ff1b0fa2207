import { BitReader, BitWriter, MOST_BITS_A_BYTE } from './rangeCoder.ts';

/**
 * Small integers as bits: "is there more?" until the magnitude is reached, then the sign. Each of these
 * questions has a probability of its own, up to the last one of the magnitude, which serves all that follow.
 */
const LAST_QUESTION = 30;
const SIGN = LAST_QUESTION + 1;
const CONTEXTS = SIGN + 1;

/**
 * Codes integers. Magnitudes cost about as many questions, so that these had better be small; runs of
 * equal magnitudes cost little.
 */
export function codeIntegers(values: Iterable<number>): Uint8Array {
  const writer = new BitWriter(CONTEXTS);
  for (const value of values) {
    const magnitude = Math.abs(value);
    for (let question = 0; question <= magnitude; question++) {
      writer.write(question < magnitude ? 1 : 0, Math.min(question, LAST_QUESTION));
    }
    if (magnitude > 0) writer.write(value < 0 ? 1 : 0, SIGN);
  }
  return writer.finish();
}

/**
 * Reads so many coded integers.
 * @throws RangeError when the bytes hold fewer or more, before memory is taken for what they cannot hold
 */
export function decodeIntegers(bytes: Uint8Array, count: number): Int32Array {
  if (count > bytes.length * MOST_BITS_A_BYTE) {
    throw new RangeError(`${bytes.length} bytes cannot hold ${count} integers`);
  }
  const reader = new BitReader(bytes, CONTEXTS);
  const values = new Int32Array(count);
  for (let index = 0; index < count; index++) {
    let magnitude = 0;
    while (reader.read(Math.min(magnitude, LAST_QUESTION))) magnitude++;
    values[index] = magnitude > 0 && reader.read(SIGN) ? -magnitude : magnitude;
  }
  if (reader.left > 0) throw new RangeError(`${reader.left} bytes are left over`);
  return values;
}
