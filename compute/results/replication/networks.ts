import { z } from 'zod';
import { estimateSchema } from '../estimate.ts';
import { headerSchema } from '../header.ts';
import { REPLICATED_METHODS } from './faults.ts';

const networkSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  /** Accuracy on the images as they are, with bootstrap intervals over images as all others. */
  intact: estimateSchema,
  /** With every fault of 2021 in place. */
  committed: estimateSchema,
  /** With what departed from the description of 2021 put right. */
  described: estimateSchema,
});

/** `networks-<name>.json`: one method of 2021 on several networks and the same images. */
export const replicatedNetworksSchema = z.strictObject({
  header: headerSchema,
  dataset: z.string(),
  method: z.enum(REPLICATED_METHODS),
  images: z.number().int().positive(),
  noiseSeeds: z.number().int().positive(),
  bootstrapResamples: z.number().int().positive(),
  networks: z.array(networkSchema).min(2),
  /** Paired differences of `committed` between networks. */
  differences: z.array(
    z.strictObject({ first: z.string(), second: z.string(), difference: estimateSchema }),
  ),
});

export type ReplicatedNetworks = z.infer<typeof replicatedNetworksSchema>;
