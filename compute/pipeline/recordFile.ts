import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { writeFileAtomically } from './atomicFile.ts';
import { canonicalJson } from './canonicalJson.ts';
import { digestOfData } from './digest.ts';

/** A record with its own digest, so that a damaged one is never believed. */
const sealedSchema = z.strictObject({ digest: z.string(), record: z.unknown() });

/**
 * Reads a record; undefined when it is absent, or damaged, which counts as absent. Records that
 * earlier versions wrote without a digest are read too.
 */
export async function readRecord<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
): Promise<z.output<Schema> | undefined> {
  try {
    const parsed: unknown = JSON.parse(await readFile(file, 'utf8'));
    const sealed = sealedSchema.safeParse(parsed);
    if (!sealed.success) return schema.parse(parsed);
    const { digest, record } = sealed.data;
    return digestOfData(record) === digest ? schema.parse(record) : undefined;
  } catch {
    return undefined;
  }
}

export async function writeRecord(file: string, record: unknown): Promise<void> {
  const text = canonicalJson({ digest: digestOfData(record), record });
  await writeFileAtomically(file, new TextEncoder().encode(`${text}\n`));
}
