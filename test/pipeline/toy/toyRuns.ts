import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach } from 'vitest';
import { runCommandLine } from '../../../compute/commands/program.ts';
import { openToyProject } from './toyProject.ts';

/** What a command printed and how it ended. */
export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command on the toy project in a folder, within this process. */
export async function toy(root: string, ...words: readonly string[]): Promise<Ended> {
  const [out, err] = [new PassThrough(), new PassThrough()];
  const code = await runCommandLine(words, {
    terminal: {
      out: out as unknown as NodeJS.WriteStream,
      err: err as unknown as NodeJS.WriteStream,
    },
    openProject: (options) => openToyProject(root, options),
    buildSite: () => Promise.resolve(),
    workerProgram: (options) => ({
      module: path.join(import.meta.dirname, 'main.ts'),
      words: [root, 'worker', JSON.stringify(options)],
    }),
  });
  const text = (stream: PassThrough) => String(stream.read() ?? '');
  return { code, out: text(out), err: text(err) };
}

/** Runs a command on the toy project as a process of its own. */
export async function toyProcess(
  root: string,
  ...words: readonly string[]
): Promise<number | null> {
  const program = path.join(import.meta.dirname, 'main.ts');
  const child = spawn(process.execPath, [program, root, ...words], { stdio: 'ignore' });
  return new Promise((resolve) => child.once('exit', resolve));
}

/** A folder for each test; call in a `describe`. */
export function temporaryFolder(): () => string {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'toy-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return () => folder;
}

/** Files below a folder by path, as text. */
export function filesBelow(root: string, ...folders: readonly string[]): Record<string, string> {
  const files = folders.flatMap((base) =>
    readdirSync(path.join(root, base), { recursive: true, encoding: 'utf8' })
      .map((name) => path.join(base, name))
      .filter((name) => statSync(path.join(root, name)).isFile()),
  );
  return Object.fromEntries(
    files.sort().map((file) => [file, readFileSync(path.join(root, file), 'latin1')]),
  );
}

/** All that the toy project publishes. */
export function published(root: string): Record<string, string> {
  return filesBelow(root, 'content/results', 'public/models');
}
