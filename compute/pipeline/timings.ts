import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { writeFileAtomically } from './atomicFile.ts';
import type { Folders } from './project.ts';

const NOTE =
  'Measured on the machine that computed the study; used to estimate times on other machines. ' +
  'Not a result: rewritten whenever a step is computed.';

const stepTimingSchema = z.strictObject({
  /** The engine it was measured with. */
  engine: z.string(),
  units: z.number().int().nonnegative(),
  /** All units together. */
  unitSeconds: z.number().nonnegative(),
  collectSeconds: z.number().nonnegative(),
});

const timingsSchema = z.strictObject({
  note: z.string(),
  steps: z.record(z.string(), stepTimingSchema),
});

export type StepTiming = z.infer<typeof stepTimingSchema>;

/** Timings of a study's steps by name; empty when there are none or they cannot be read. */
export async function readTimings(
  folders: Folders,
  study: string,
): Promise<ReadonlyMap<string, StepTiming>> {
  try {
    const text = await readFile(timingsPath(folders, study), 'utf8');
    return new Map(Object.entries(timingsSchema.parse(JSON.parse(text)).steps));
  } catch {
    return new Map();
  }
}

/** Records how long a step took; called only when it was really computed. */
export async function writeTiming(
  folders: Folders,
  study: string,
  step: string,
  timing: StepTiming,
): Promise<void> {
  const timings = new Map(await readTimings(folders, study));
  timings.set(step, {
    ...timing,
    unitSeconds: round(timing.unitSeconds),
    collectSeconds: round(timing.collectSeconds),
  });
  const steps = Object.fromEntries([...timings].sort(([a], [b]) => (a < b ? -1 : 1)));
  const text = JSON.stringify({ note: NOTE, steps }, null, 1);
  await writeFileAtomically(timingsPath(folders, study), new TextEncoder().encode(`${text}\n`));
}

function timingsPath(folders: Folders, study: string): string {
  return path.join(folders.timings, `${study}.json`);
}

function round(seconds: number): number {
  return Number(seconds.toPrecision(3));
}
