import { DamagedObject, type Store } from './store.ts';

/** What was taken over from another store. */
export interface Merged {
  units: number;
  steps: number;
  /** Records left out because something they name is damaged or contradicts what is here. */
  skipped: string[];
}

/** Copies the finished work of a store into another one, checking every byte. */
export async function mergeStore(target: Store, source: Store): Promise<Merged> {
  const merged: Merged = { units: 0, steps: 0, skipped: [] };
  for (const fingerprint of await source.stepFingerprints()) {
    for await (const [unit, record] of source.units(fingerprint)) {
      const present = await target.readUnit(fingerprint, unit);
      if (present !== undefined) {
        if (differs(present.files, record.files)) {
          merged.skipped.push(`unit ${record.unit} differs from the one already here`);
        }
        continue;
      }
      const damage = await copyObjects(target, source, Object.values(record.files));
      if (damage !== undefined) merged.skipped.push(`unit ${record.unit}: ${damage}`);
      else {
        await target.writeUnit(fingerprint, unit, record);
        merged.units++;
      }
    }
    const step = await source.readStep(fingerprint);
    if (step === undefined || (await target.readStep(fingerprint)) !== undefined) continue;
    const damage = await copyObjects(target, source, step.outputs);
    if (damage !== undefined) merged.skipped.push(`step ${step.key.name}: ${damage}`);
    else {
      await target.writeStep(fingerprint, step);
      merged.steps++;
    }
  }
  return merged;
}

type Files = Readonly<Record<string, { readonly sha256: string }>>;

function differs(first: Files, second: Files): boolean {
  const names = new Set([...Object.keys(first), ...Object.keys(second)]);
  return [...names].some((name) => first[name]?.sha256 !== second[name]?.sha256);
}

/**
 * Copies the objects that a record names, before the record itself is written.
 * @returns what is damaged in the source, if anything is
 */
export async function copyObjects(
  target: Store,
  source: Store,
  files: readonly { readonly sha256: string }[],
): Promise<string | undefined> {
  try {
    for (const { sha256 } of files) await target.put(await source.get(sha256));
    return undefined;
  } catch (error) {
    if (error instanceof DamagedObject) return error.message;
    throw error;
  }
}
