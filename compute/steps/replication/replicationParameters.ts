import { z } from 'zod';
import { COMPOSITES } from '../../explain/lrp/composites.ts';
import { FAULTS, REPLICATED_METHODS } from '../../results/replication/faults.ts';
import { WORLD_CHOICES } from './worlds.ts';

/** Which method of 2021 is replicated, on what, and with which of its faults. */
export const replicationFields = {
  /** The network of step `train-<network>`. */
  network: z.string(),
  dataset: z.string(),
  /** The first so many images of the data set. */
  images: z.number().int().positive().default(1000),
  blockSize: z.number().int().positive().default(50),
  method: z.enum(REPLICATED_METHODS),
  /** Names of faults in `FAULTS`; all others count as corrected everywhere. */
  faults: z
    .array(
      z.enum([...new Set(Object.values(FAULTS).flatMap((own) => own.map(({ id }) => id)))] as [
        string,
        ...string[],
      ]),
    )
    .min(1),
  worlds: z.enum(WORLD_CHOICES).default('all'),
};

/** What the methods of 2021 were set to. */
export const mapSettingsFields = {
  /** Side of the grid cells that take the place of the segments of 2021. */
  cell: z.number().int().positive().default(4),
  /** Coalitions evaluated for each image. */
  evaluations: z.number().int().positive().default(1000),
  batchSize: z.number().int().positive().default(250),
  /** What the network of 2021 saw in place of pixels of 0 … 1: (pixel − mean) / deviation. */
  seen: z
    .strictObject({ mean: z.number(), deviation: z.number().positive() })
    .default({ mean: 0, deviation: 1 }),
  quickshift: z
    .strictObject({ kernelSize: z.number(), maxDistance: z.number(), ratio: z.number() })
    .default({ kernelSize: 4, maxDistance: 200, ratio: 0.2 }),
  slic: z
    .strictObject({ segments: z.number().int(), compactness: z.number(), sigma: z.number() })
    .default({ segments: 50, compactness: 30, sigma: 3 }),
  /** What hid a segment in Kernel SHAP, in the scale that the network saw. */
  background: z.number().default(255),
  /** ε of the one LRP rule; 0 for LRP-0, which is LRP-z of iNNvestigate. */
  stabiliser: z.number().min(0).default(0),
  /** The composite that takes its place. */
  composite: z.enum([...COMPOSITES.keys()] as [string, ...string[]]).default('epsilonGammaBox'),
};
