import { often } from '../thoroughness.ts';

/** Cases of each reader, or of each of its kinds: in the short form, and in full. */
export const CASES = {
  'IDX images': [400, 15_000],
  'IDX labels': [400, 15_000],
  'CIFAR-10 batches': [300, 12_000],
  gzip: [300, 10_000],
  'weights file, digest checked': [300, 10_000],
  'weights file, unchecked': [300, 10_000],
  'posterior file': [300, 10_000],
  'compressed posterior, digest checked': [300, 10_000],
  'compressed posterior, unchecked': [300, 10_000],
  'checkpoint of a training': [100, 4000],
  // Each starts a thread of its own.
  HDF5: [20, 1500],
  'description of a Keras model': [300, 10_000],
  'artefact of a kind': [40, 2000],
  'parameters of a kind of step': [20, 800],
  study: [100, 4000],
  bibliography: [15, 10_000],
  'record of the store': [20, 600],
  manifest: [150, 4000],
} as const satisfies Record<string, readonly [short: number, full: number]>;

export type Reader = keyof typeof CASES;

export function casesOf(reader: Reader): number {
  const [short, full] = CASES[reader];
  return often(short, full);
}
