import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';

const require = createRequire(import.meta.url);

/** Folder of an installed npm package. Throws when it is not installed. */
export function packageFolder(name: string): string {
  return dirname(require.resolve(`${name}/package.json`));
}

/** Version of an installed npm package, read from its package.json without loading it. */
export function packageVersion(name: string): string {
  const file = require.resolve(`${name}/package.json`);
  const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version: string };
  return version;
}

/** The TensorFlow release whose C library tfjs-node is linked with. */
export const LIBTENSORFLOW_VERSION = '2.15.1';
