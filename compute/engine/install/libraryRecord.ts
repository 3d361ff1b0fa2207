import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { fileDigest } from './fileDigest.ts';

/** Written last into an unpacked library folder: its presence says that the folder is complete. */
const libraryRecordSchema = z.object({
  /** SHA-256 of the wheel the files came from. */
  wheel: z.string(),
  files: z.record(z.string(), z.object({ bytes: z.number(), sha256: z.string() })),
});

export type LibraryRecord = z.infer<typeof libraryRecordSchema>;

export const RECORD_NAME = 'installed.json';

/** The record of a library folder whose files all have their size; undefined when anything is amiss. */
export function readLibraryRecord(folder: string): LibraryRecord | undefined {
  try {
    const text = readFileSync(join(folder, RECORD_NAME), 'utf8');
    const record = libraryRecordSchema.parse(JSON.parse(text));
    const complete = Object.entries(record.files).every(
      ([name, { bytes }]) => statSync(join(folder, name)).size === bytes,
    );
    return complete ? record : undefined;
  } catch {
    return undefined;
  }
}

/** Names of the files in a library folder whose content is not what was recorded. */
export async function damagedFiles(
  folder: string,
  record: LibraryRecord,
): Promise<readonly string[]> {
  const damaged: string[] = [];
  for (const [name, { sha256 }] of Object.entries(record.files)) {
    const path = join(folder, name);
    if (!existsSync(path) || (await fileDigest(path)) !== sha256) damaged.push(name);
  }
  return damaged;
}
