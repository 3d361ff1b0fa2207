import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { confirmationSchema } from '../results/manifest.ts';
import { remove, writeFileAtomically } from './atomicFile.ts';
import { sha256 } from './digest.ts';
import { stepFingerprint as fingerprintOf, stepKeySchema } from './fingerprint.ts';
import { readRecord, writeRecord } from './recordFile.ts';
import type { Files } from './step.ts';

/** Thrown when an object is absent or its bytes are not those of its digest. */
export class DamagedObject extends Error {
  override readonly name = 'DamagedObject';
  readonly digest: string;

  constructor(digest: string, message: string) {
    super(message);
    this.digest = digest;
  }
}

const storedFileSchema = z.strictObject({
  sha256: z.string(),
  bytes: z.number().int().nonnegative(),
});

const unitRecordSchema = z.strictObject({
  unit: z.string(),
  files: z.record(z.string(), storedFileSchema),
  /** How long the unit took here; used for estimates only. */
  seconds: z.number(),
});

export const OUTPUT_KINDS = ['stored', 'results', 'models'] as const;

export const outputSchema = storedFileSchema.extend({
  file: z.string(),
  kind: z.enum(OUTPUT_KINDS),
});

const stepRecordSchema = z.strictObject({
  key: stepKeySchema,
  outputs: z.array(outputSchema).readonly(),
  confirmed: confirmationSchema.optional(),
});

export type StoredFile = z.infer<typeof storedFileSchema>;
export type UnitRecord = z.infer<typeof unitRecordSchema>;
export type StepRecord = z.infer<typeof stepRecordSchema>;
export type Output = z.infer<typeof outputSchema>;

const STEP_RECORD = 'step.json';

/** Of the name of a unit's record: a digest and its ending. */
const RECORD_LENGTH = 64 + '.json'.length;

/**
 * Finished work by content. `objects/ab/<sha256>` holds bytes; `records/ab/<step fingerprint>/`
 * holds one record a finished unit and `step.json` once the step is finished. A record is written
 * after the objects it names, so what a record names has been written in full.
 */
export class Store {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  objectPath(digest: string): string {
    return path.join(this.folder, 'objects', digest.slice(0, 2), digest);
  }

  recordFolder(stepFingerprint: string): string {
    return path.join(this.folder, 'records', stepFingerprint.slice(0, 2), stepFingerprint);
  }

  /** Stores bytes and returns their digest. A present object is checked, and replaced if damaged. */
  async put(bytes: Uint8Array): Promise<StoredFile> {
    const digest = sha256(bytes);
    if (!(await this.has(digest))) await writeFileAtomically(this.objectPath(digest), bytes);
    return { sha256: digest, bytes: bytes.byteLength };
  }

  /** Whether the object is there and whole. */
  async has(digest: string): Promise<boolean> {
    return this.get(digest).then(
      () => true,
      () => false,
    );
  }

  /** @throws DamagedObject when the object is absent or its bytes do not match */
  async get(digest: string): Promise<Uint8Array> {
    const bytes = await readFile(this.objectPath(digest)).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      throw new DamagedObject(digest, `object ${digest.slice(0, 12)} is not in the store`);
    });
    if (sha256(bytes) !== digest) {
      throw new DamagedObject(digest, `object ${digest.slice(0, 12)} is damaged in the store`);
    }
    return bytes;
  }

  async putFiles(files: Files): Promise<Record<string, StoredFile>> {
    const stored: Record<string, StoredFile> = {};
    for (const [name, bytes] of files) stored[name] = await this.put(bytes);
    return stored;
  }

  /** @throws DamagedObject */
  async getFiles(files: UnitRecord['files']): Promise<Files> {
    const read = new Map<string, Uint8Array>();
    for (const [name, { sha256: digest }] of Object.entries(files)) {
      read.set(name, await this.get(digest));
    }
    return read;
  }

  /** The record of a unit; undefined when absent, or unreadable, which counts as absent. */
  readUnit(stepFingerprint: string, unit: string): Promise<UnitRecord | undefined> {
    return readRecord(this.#unitPath(stepFingerprint, unit), unitRecordSchema);
  }

  async writeUnit(stepFingerprint: string, unit: string, record: UnitRecord): Promise<void> {
    await writeRecord(this.#unitPath(stepFingerprint, unit), record);
  }

  async removeUnit(stepFingerprint: string, unit: string): Promise<void> {
    await remove(this.#unitPath(stepFingerprint, unit));
  }

  /** The record of a finished step; undefined when absent, unreadable, or that of another step. */
  async readStep(stepFingerprint: string): Promise<StepRecord | undefined> {
    const file = path.join(this.recordFolder(stepFingerprint), STEP_RECORD);
    const record = await readRecord(file, stepRecordSchema);
    return record && fingerprintOf(record.key) === stepFingerprint ? record : undefined;
  }

  async writeStep(stepFingerprint: string, record: StepRecord): Promise<void> {
    await writeRecord(path.join(this.recordFolder(stepFingerprint), STEP_RECORD), record);
  }

  /** Forgets a step and its units; their objects stay until `gc`. */
  async removeStep(stepFingerprint: string): Promise<void> {
    await remove(this.recordFolder(stepFingerprint));
  }

  /** How many units of a step have been finished; cheap, names only. */
  async countUnits(stepFingerprint: string): Promise<number> {
    return (await listRecords(this.recordFolder(stepFingerprint))).length;
  }

  /** The finished units of a step by fingerprint, one at a time, in no particular order. */
  async *units(stepFingerprint: string): AsyncGenerator<[fingerprint: string, UnitRecord]> {
    for (const name of await listRecords(this.recordFolder(stepFingerprint))) {
      const fingerprint = name.slice(0, -'.json'.length);
      const record = await this.readUnit(stepFingerprint, fingerprint);
      if (record !== undefined) yield [fingerprint, record];
    }
  }

  /** Files of records of a step that cannot be read; what they recorded is computed again. */
  async damagedRecords(stepFingerprint: string): Promise<string[]> {
    const folder = this.recordFolder(stepFingerprint);
    const damaged: string[] = [];
    for (const name of await listRecords(folder)) {
      const unit = name.slice(0, -'.json'.length);
      if ((await this.readUnit(stepFingerprint, unit)) === undefined) damaged.push(name);
    }
    const names = await readdir(folder).catch((): string[] => []);
    if (names.includes(STEP_RECORD) && (await this.readStep(stepFingerprint)) === undefined) {
      damaged.push(STEP_RECORD);
    }
    return damaged.map((name) => path.join(folder, name));
  }

  /** Fingerprints of all steps with a record here. */
  stepFingerprints(): Promise<string[]> {
    return listSharded(path.join(this.folder, 'records'));
  }

  /** Digests of all objects here, whole or not. */
  objectDigests(): Promise<string[]> {
    return listSharded(path.join(this.folder, 'objects'));
  }

  #unitPath(stepFingerprint: string, unit: string): string {
    return path.join(this.recordFolder(stepFingerprint), `${unit}.json`);
  }
}

/** Names in the sub-folders `00` … `ff` that are digests. */
async function listSharded(folder: string): Promise<string[]> {
  const shards = await readdir(folder).catch((): string[] => []);
  const names = await Promise.all(
    shards.map((shard) => readdir(path.join(folder, shard)).catch((): string[] => [])),
  );
  return names.flat().filter((name) => /^[0-9a-f]{64}$/.test(name));
}

async function listRecords(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((): string[] => []);
  // By length rather than letter by letter: there may be a million.
  return names.filter((name) => name.length === RECORD_LENGTH && name.endsWith('.json'));
}
