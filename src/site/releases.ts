import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const releasesSchema = z
  .array(
    z.strictObject({
      version: z.string().regex(/^\d+\.\d+\.\d+$/),
      /** Day of the release. */
      date: z.iso.date(),
      /** What changed for readers, a sentence or two each. */
      changes: z.array(z.string().min(1)).min(1),
    }),
  )
  .min(1);

/** A version of the report and what changed in it. */
export type Release = z.infer<typeof releasesSchema>[number];

const FILE = join('content', 'releases.json');

/** All versions of the report, the present one first. @throws Error naming the file and what is wrong with it */
export function readReleases(root = process.cwd()): Release[] {
  const parsed = releasesSchema.safeParse(JSON.parse(readFileSync(join(root, FILE), 'utf8')));
  if (!parsed.success) throw new Error(`${FILE}: ${parsed.error.message}`);
  return parsed.data;
}

/** The version that is shown. */
export function presentRelease(): Release {
  return readReleases()[0]!;
}
