/**
 * Arithmetic coding of bits whose probabilities are learned on the way (Martin 1979, Range encoding):
 * a bit that is expected with probability p takes −log₂ p bits. Every bit has a context, a small
 * integer that says which probability is meant.
 */

/** Probabilities are integers out of so many. */
const WHOLE = 4096;

/** A probability moves by 1/2^ADAPTATION of its distance to what has come: a memory of about 64 bits. */
const ADAPTATION = 6;

/** Ranges are kept from here up to 2^32, so that a byte leaves whenever one is settled. */
const SMALLEST_RANGE = 2 ** 24;
const LARGEST_RANGE = 2 ** 32 - 1;

/** Bytes of which the reader needs all from the start, and which the writer adds at the end. */
const WINDOW = 4;

/** No byte holds more bits than this: the likeliest bit there can be has probability 1 − 63/4096. */
export const MOST_BITS_A_BYTE = 360;

/** Probabilities that the next bit of each context is 1. */
class Probabilities {
  readonly #ones: Uint16Array;

  constructor(contexts: number) {
    this.#ones = new Uint16Array(contexts).fill(WHOLE / 2);
  }

  /** The part of a range that stands for 1, at least 1 and less than the range. */
  share(range: number, context: number): number {
    return Math.floor(range / WHOLE) * this.#ones[context]!;
  }

  learn(context: number, bit: number): void {
    const ones = this.#ones[context]!;
    this.#ones[context] = bit ? ones + ((WHOLE - ones) >> ADAPTATION) : ones - (ones >> ADAPTATION);
  }
}

/** Writes bits; `finish` once, and then no more. */
export class BitWriter {
  readonly #probabilities: Probabilities;
  readonly #bytes: number[] = [];
  /** Start of the range that stands for all bits so far, below what has left already. */
  #low = 0;
  #range = LARGEST_RANGE;

  /** @param contexts number of them */
  constructor(contexts: number) {
    this.#probabilities = new Probabilities(contexts);
  }

  write(bit: number, context: number): void {
    const share = this.#probabilities.share(this.#range, context);
    if (bit) {
      this.#range = share;
    } else {
      this.#low += share;
      this.#range -= share;
    }
    this.#probabilities.learn(context, bit);
    while (this.#range < SMALLEST_RANGE) {
      this.#pushByte();
      this.#range *= 256;
    }
  }

  finish(): Uint8Array {
    for (let byte = 0; byte < WINDOW; byte++) this.#pushByte();
    return Uint8Array.from(this.#bytes);
  }

  #pushByte(): void {
    if (this.#low > LARGEST_RANGE) {
      let last = this.#bytes.length - 1;
      while (this.#bytes[last] === 255) this.#bytes[last--] = 0;
      this.#bytes[last]!++;
    }
    this.#bytes.push((this.#low >>> 24) & 255);
    this.#low = (this.#low & (SMALLEST_RANGE - 1)) * 256;
  }
}

/** Reads what `BitWriter` wrote; asked for the same contexts in the same order. */
export class BitReader {
  readonly #probabilities: Probabilities;
  readonly #bytes: Uint8Array;
  #next = 0;
  /** The number that the bytes spell, from the start of the range on. */
  #code = 0;
  #range = LARGEST_RANGE;

  /** @throws RangeError when there are too few bytes to begin with */
  constructor(bytes: Uint8Array, contexts: number) {
    this.#probabilities = new Probabilities(contexts);
    this.#bytes = bytes;
    for (let byte = 0; byte < WINDOW; byte++) this.#takeByte();
  }

  /** @throws RangeError after the last byte */
  read(context: number): 0 | 1 {
    const share = this.#probabilities.share(this.#range, context);
    const bit = this.#code < share ? 1 : 0;
    if (bit) {
      this.#range = share;
    } else {
      this.#code -= share;
      this.#range -= share;
    }
    this.#probabilities.learn(context, bit);
    while (this.#range < SMALLEST_RANGE) {
      this.#takeByte();
      this.#range *= 256;
    }
    return bit;
  }

  /** Bytes that have not been needed; none is left when all that was written has been read. */
  get left(): number {
    return this.#bytes.length - this.#next;
  }

  #takeByte(): void {
    if (this.left === 0) throw new RangeError('the coded bits end too early');
    this.#code = (this.#code * 256 + this.#bytes[this.#next++]!) % 2 ** 32;
  }
}
