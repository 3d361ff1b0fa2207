import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** What compute/pipeline/timings.ts records; other fields are its own affair. */
const timingsSchema = z.object({
  steps: z.record(z.string(), z.object({ unitSeconds: z.number(), collectSeconds: z.number() })),
});

/**
 * How long a step of a study took on the machine that computed it last, in seconds; undefined where
 * that is not recorded.
 * @throws Error naming the file when it is not what the compute step writes
 */
export function readDuration(study: string, step: string): number | undefined {
  const folder = study === 'quick' ? join('.quick', 'timings') : join('content', 'timings');
  const path = join(folder, `${study}.json`);
  if (!existsSync(path)) return undefined;
  const parsed = timingsSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  if (!parsed.success) throw new Error(`${path}: ${parsed.error.message}`);
  const timing = parsed.data.steps[step];
  return timing && timing.unitSeconds + timing.collectSeconds;
}

/** A duration in the unit that suits it, e.g. `0.4 s`, `25 min`, `3.1 h`. */
export function durationWords(seconds: number): string {
  if (seconds < 100) return `${short(seconds)}\u00a0s`;
  return seconds < 6000 ? `${short(seconds / 60)}\u00a0min` : `${short(seconds / 3600)}\u00a0h`;
}

function short(value: number): string {
  return String(Number(value.toPrecision(2)));
}
