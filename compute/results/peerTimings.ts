import { z } from 'zod';

const positive = z.number().positive();

/** Medians over rounds in which all contenders had their turn. */
const contenderSchema = z.strictObject({
  /** As its users call it, e.g. `shap`. */
  name: z.string(),
  /** Milliseconds on the clock. */
  milliseconds: positive,
  /** Milliseconds of all threads together. */
  processorMilliseconds: positive,
  /** Share of its time that bare forward passes of the same images take; null where it does more. */
  forwardShare: positive.nullable(),
});

/**
 * How long the same work takes this project and the Python tools, on one machine. Not a result of a
 * study: another machine has other numbers.
 */
export const peerTimingsSchema = z.strictObject({
  note: z.string(),
  machine: z.strictObject({
    processor: z.string(),
    cores: z.number().int().positive(),
    memoryGiB: positive,
    engine: z.string(),
    /** Python packages and their versions. */
    packages: z.record(z.string(), z.string()),
  }),
  rounds: z.number().int().positive(),
  contests: z
    .array(
      z.strictObject({
        id: z.string(),
        title: z.string(),
        /** What is done once, in words. */
        work: z.string(),
        /** Largest ratio to the quickest peer that was aimed at. */
        goal: positive,
        ours: contenderSchema,
        peers: z
          .array(
            contenderSchema.extend({
              /** Ours divided by this peer's: median, smallest and largest over rounds. */
              ratio: z.strictObject({ median: positive, least: positive, most: positive }),
            }),
          )
          .min(1),
      }),
    )
    .min(1),
});

export type PeerTimings = z.infer<typeof peerTimingsSchema>;
