import { z } from 'zod';

/** What every artefact says of itself. No clock, host or path: equal commands give equal bytes. */
export const headerSchema = z.strictObject({
  study: z.string(),
  /** Name of the step within the study. */
  step: z.string(),
  seed: z.number().int(),
  /** The numeric engine, e.g. `tfjs 4.22.0 native, libtensorflow 2.15.1`. */
  engine: z.string(),
});

export type Header = z.infer<typeof headerSchema>;
