import { z } from 'zod';

const digestSchema = z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256 digest in hexadecimal');

const codeSchema = z.strictObject({
  /** Of the minified bundle of the step's own code. */
  bundle: digestSchema,
  /** Versions of the packages it imports. */
  packages: z.record(z.string(), z.string()),
});

/** How a result was confirmed after its code had changed. */
export const confirmationSchema = z.strictObject({
  /** Units recomputed, with equal bytes; 0 of 0 where a step only puts together what it reads. */
  units: z.number().int().nonnegative(),
  of: z.number().int().nonnegative(),
  /** The code that computed all units. */
  computedBy: codeSchema,
});

const manifestOutputSchema = z.strictObject({
  file: z.string(),
  sha256: digestSchema,
  bytes: z.number().int().nonnegative(),
  /** `stored` outputs are kept on the computing machine only. */
  kind: z.enum(['stored', 'results', 'models']),
  /** Where it lies in the repository; absent for `stored`. */
  published: z.string().optional(),
});

const manifestStepSchema = z.strictObject({
  /** Name within the study. */
  name: z.string(),
  /** Id of the kind of step. */
  step: z.string(),
  parameters: z.unknown(),
  seed: z.number().int(),
  /** SHA-256 of everything below that the result depends on, parameters and seed included. */
  fingerprint: digestSchema,
  /** The numeric engine that computed it. */
  runtime: z.string(),
  code: codeSchema,
  /** Content digest of each data set read. */
  datasets: z.record(z.string(), digestSchema),
  /** Content digest of each file read, by the step that made it. */
  inputs: z.record(z.string(), z.record(z.string(), digestSchema)),
  outputs: z.array(manifestOutputSchema),
  /**
   * Present when the code changed after the computation and a random sample of units, recomputed
   * with the code above, gave equal bytes.
   */
  confirmed: confirmationSchema.optional(),
});

/**
 * `manifest.json` of a study: where each published file comes from. Sorted by name; the same
 * results give the same bytes.
 */
export const manifestSchema = z.strictObject({
  study: z.string(),
  title: z.string(),
  steps: z.array(manifestStepSchema),
});

export type Manifest = z.infer<typeof manifestSchema>;
export type ManifestStep = z.infer<typeof manifestStepSchema>;
export type ManifestOutput = z.infer<typeof manifestOutputSchema>;
export type Confirmation = z.infer<typeof confirmationSchema>;
