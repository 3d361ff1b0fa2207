import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';

/** A stream of pseudo-random numbers. Equal seeds and paths give equal streams everywhere. */
export interface Generator {
  /** Uniform on [0, 1). */
  uniform(): number;
  /** Uniform on the integers 0 … bound − 1. */
  below(bound: number): number;
  /** Standard normal, by the polar method (Marsaglia & Bray 1964). */
  normal(): number;
  /** True or false with equal chance. */
  coin(): boolean;
  /** Shuffles in place (Fisher–Yates) and returns the same array. */
  shuffle<T extends { length: number; [index: number]: number }>(values: T): T;
  /** The state, to be stored in a checkpoint. */
  state(): readonly number[];
}

/**
 * Derives the generator of one unit of work from the seed of its study and a path of names and
 * numbers, e.g. `generatorFor(7, 'lime', imageIndex)`. Units therefore do not depend on batch size,
 * order or number of workers.
 */
export function generatorFor(seed: number, ...path: readonly (string | number)[]): Generator {
  return generatorFromState(hashTo128Bits(JSON.stringify([seed, ...path])));
}

/** Continues a generator from a stored state. */
export function generatorFromState(state: readonly number[]): Generator {
  const source = xoroshiro128plusFromState(state);
  const generator: Generator = {
    uniform: () => uniformFloat64(source),
    below: (bound) => uniformInt(source, 0, bound - 1),
    coin: () => source.next() < 0,
    normal: () => {
      for (;;) {
        const x = 2 * uniformFloat64(source) - 1;
        const y = 2 * uniformFloat64(source) - 1;
        const squared = x * x + y * y;
        if (squared > 0 && squared < 1) return x * Math.sqrt((-2 * Math.log(squared)) / squared);
      }
    },
    shuffle: (values) => {
      for (let last = values.length - 1; last > 0; last--) {
        const other = uniformInt(source, 0, last);
        const kept = values[last]!;
        values[last] = values[other]!;
        values[other] = kept;
      }
      return values;
    },
    state: () => source.getState(),
  };
  return generator;
}

/** FNV-1a with four offsets, each word finished by the mixer of MurmurHash3. */
function hashTo128Bits(text: string): [number, number, number, number] {
  const words: [number, number, number, number] = [0x811c9dc5, 0x9747b28c, 0x2545f491, 0x5bd1e995];
  for (let position = 0; position < text.length; position++) {
    const code = text.charCodeAt(position);
    for (let word = 0; word < 4; word++) {
      words[word] = Math.imul(words[word]! ^ (code + word), 0x01000193);
    }
  }
  return words.map(mix) as [number, number, number, number];
}

function mix(word: number): number {
  let mixed = word ^ (word >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) | 0;
}
