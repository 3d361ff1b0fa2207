import type { Generator } from '../random/generator.ts';

const POSITIONS = 2 ** 21;

/**
 * Orders pixels from most to least relevant; equal relevances come in an order shuffled by the
 * generator, so that a map which is constant inside a segment gains nothing from row-major order.
 *
 * One native sort of 53-bit keys: 32 bits of relevance above 21 bits of shuffled position.
 *
 * @param relevance one signed number a pixel, at most 2²¹ pixels
 * @returns pixel indices, most relevant first
 * @throws RangeError if a relevance is NaN, naming the pixel, or there are too many pixels
 */
export function orderByRelevance(relevance: Float32Array, generator: Generator): Int32Array {
  const count = relevance.length;
  if (count > POSITIONS) throw new RangeError(`cannot order ${count} pixels, at most ${POSITIONS}`);
  const shuffled = new Int32Array(count);
  for (let pixel = 0; pixel < count; pixel++) shuffled[pixel] = pixel;
  generator.shuffle(shuffled);

  const bits = new Uint32Array(relevance.slice().buffer);
  const keys = new Float64Array(count);
  for (let position = 0; position < count; position++) {
    const pixel = shuffled[position]!;
    const value = relevance[pixel]!;
    if (Number.isNaN(value)) throw new RangeError(`relevance of pixel ${pixel} is NaN`);
    keys[position] = descendingKey(value === 0 ? 0 : bits[pixel]!) * POSITIONS + position;
  }
  keys.sort();
  const order = new Int32Array(count);
  for (let rank = 0; rank < count; rank++) order[rank] = shuffled[keys[rank]! % POSITIONS]!;
  return order;
}

/** Maps the bits of a float32 to an unsigned integer that falls as the float rises. */
function descendingKey(bits: number): number {
  const isNegative = bits >= 0x80000000;
  return isNegative ? bits : 0x7fffffff - bits;
}
