import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { artefactSchema } from '../../compute/results/artefacts.ts';
import { manifestSchema } from '../../compute/results/manifest.ts';
import { remedy, resultsFolder } from './resultsFolder.ts';

const parsed = new Map<string, unknown>();

/** Names of the published files of a study, sorted; empty when there are none. */
export function listArtefacts(study: string): string[] {
  const folder = resultsFolder(study);
  return existsSync(folder) ? readdirSync(folder).sort() : [];
}

/** The bytes of a published file. @throws Error naming the file and the remedy */
export function readArtefactBytes(study: string, name: string): Buffer {
  const path = join(resultsFolder(study), name);
  if (!existsSync(path)) throw new Error(`${path} is missing; ${remedy(study)}`);
  return readFileSync(path);
}

/**
 * A published JSON file, checked against the schema that its name stands for.
 * @throws Error naming the file, the field and what is wrong with it
 */
export function readArtefact(study: string, name: string): unknown {
  const path = join(resultsFolder(study), name);
  if (!parsed.has(path)) {
    const schema = name === 'manifest.json' ? manifestSchema : artefactSchema(name);
    if (!schema) throw new Error(`${path}: no schema in compute/results/artefacts.ts has its name`);
    parsed.set(path, parseArtefact(path, readArtefactBytes(study, name).toString('utf8'), schema));
  }
  return parsed.get(path);
}

/** Parses the text of an artefact. @throws Error naming file and field */
export function parseArtefact(path: string, text: string, schema: z.ZodType): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Error(`${path}: not valid JSON: ${(error as Error).message}`, { cause: error });
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  throw new Error(`${path}: ${issue.path.join('.') || '(whole file)'}: ${issue.message}`);
}
