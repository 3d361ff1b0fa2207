import { z } from 'zod';
import { digestOfData } from './digest.ts';

const digestsSchema = z.record(z.string(), z.string());

/**
 * Everything the result of a step depends on, and nothing else: no time, host or path. Its digest
 * is the step's fingerprint.
 */
export const stepKeySchema = z.strictObject({
  study: z.string(),
  /** Name of the step within the study. */
  name: z.string(),
  /** Id of the kind of step. */
  step: z.string(),
  /** As parsed, defaults filled in. */
  parameters: z.unknown(),
  seed: z.number(),
  /** Content digest of each data set read. */
  datasets: digestsSchema,
  /** Content digest of each output file of each step read. */
  inputs: z.record(z.string(), digestsSchema),
  code: z.strictObject({ bundle: z.string(), packages: digestsSchema }),
  /** Description of the numeric engine. */
  runtime: z.string(),
});

export type StepKey = z.infer<typeof stepKeySchema>;

/** The fingerprint of a step in a study. */
export function stepFingerprint(key: StepKey): string {
  return digestOfData(key);
}

/** Digests of the files of a finished unit or step, by name. */
export type FileDigests = Readonly<Record<string, string>>;

/**
 * The fingerprint of one unit.
 * @param previous digests of the files of the unit before, for sequential steps
 */
export function unitFingerprint(step: string, unit: string, previous?: FileDigests): string {
  return digestOfData({ step, unit, previous });
}
