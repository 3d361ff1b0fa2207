import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { z } from 'zod';
import { sha256 } from './digest.ts';
import { UserError } from './userError.ts';

/** The code of a step: its own, and the packages it stands on. */
export interface CodeDigest {
  /** SHA-256 of the minified bundle of the step's module and everything of ours it imports. */
  readonly bundle: string;
  /** Versions of the imported packages, from the lock file. */
  readonly packages: Readonly<Record<string, string>>;
}

const lockSchema = z.object({
  packages: z.record(z.string(), z.object({ version: z.string().optional() })),
});

/**
 * Digests the code of steps, once per process. Minifying drops comments and spacing, and types are
 * erased, so edits that cannot change a result do not count; imports are followed, so edits in a
 * shared module do.
 */
export class CodeDigests {
  readonly #lockFile: string;
  readonly #digests = new Map<string, Promise<CodeDigest>>();
  #versions: Promise<ReadonlyMap<string, string>> | undefined;

  constructor(lockFile: string) {
    this.#lockFile = lockFile;
  }

  /** @param entry `import.meta.url` of the step's module */
  of(entry: string): Promise<CodeDigest> {
    let digest = this.#digests.get(entry);
    if (digest === undefined) {
      digest = this.#bundle(fileURLToPath(entry));
      this.#digests.set(entry, digest);
    }
    return digest;
  }

  async #bundle(file: string): Promise<CodeDigest> {
    const result = await build({
      entryPoints: [file],
      absWorkingDir: path.dirname(file),
      bundle: true,
      minify: true,
      write: false,
      metafile: true,
      format: 'esm',
      platform: 'node',
      packages: 'external',
      legalComments: 'none',
      charset: 'utf8',
      logLevel: 'silent',
      tsconfigRaw: {},
    }).catch((error: unknown) => {
      throw new UserError(`The code of the step in ${file} does not compile: ${String(error)}`, {
        cause: error,
      });
    });
    const names = new Set(
      Object.values(result.metafile.outputs)
        .flatMap((output) => output.imports)
        .filter(({ external, path: imported }) => external === true && !isBuiltIn(imported))
        .map(({ path: imported }) => packageName(imported)),
    );
    const versions = await (this.#versions ??= readVersions(this.#lockFile));
    const packages = [...names]
      .sort()
      .map((name): [string, string] => [name, versions.get(name) ?? 'not in the lock file']);
    return {
      bundle: sha256(...result.outputFiles.map(({ contents }) => contents)),
      packages: Object.fromEntries(packages),
    };
  }
}

function isBuiltIn(imported: string): boolean {
  return imported.startsWith('node:');
}

function packageName(imported: string): string {
  return imported
    .split('/')
    .slice(0, imported.startsWith('@') ? 2 : 1)
    .join('/');
}

async function readVersions(lockFile: string): Promise<ReadonlyMap<string, string>> {
  const text = await readFile(lockFile, 'utf8').catch((error: unknown) => {
    throw new UserError(`Cannot read ${lockFile}, which pins the packages steps stand on.`, {
      cause: error,
    });
  });
  const { packages } = lockSchema.parse(JSON.parse(text));
  return new Map(
    Object.entries(packages).flatMap(([folder, { version }]): [string, string][] =>
      folder.startsWith('node_modules/') && version !== undefined
        ? [[folder.slice('node_modules/'.length), version]]
        : [],
    ),
  );
}
