import { zipSync, type Zippable } from 'fflate';

/** The first moment that a zip can name, by the local clock, which is what zips are written in. */
const FIRST_MOMENT = new Date(1980, 0, 1);

/** Files as a zip in one folder, sorted: equal files give equal bytes. */
export function zipOf(files: ReadonlyMap<string, Uint8Array>, folder: string): Uint8Array {
  const entries: Zippable = {};
  for (const path of [...files.keys()].sort()) {
    entries[`${folder}/${path}`] = [files.get(path)!, { mtime: FIRST_MOMENT, os: 3 }];
  }
  return zipSync(entries, { level: 9 });
}
