import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach } from 'vitest';

const PROGRAM = path.join(import.meta.dirname, 'main.ts');

/** A folder for each test, removed after it. */
export function smallFolder(): () => string {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'small-runs-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return () => folder;
}

export interface Ended {
  /** Null when the process was killed. */
  readonly code: number | null;
  /** Both streams. */
  readonly output: string;
}

/** When a process is to be killed: so long after it has printed so many lines. */
export interface Moment {
  readonly lines: number;
  readonly milliseconds: number;
}

/** Runs the command line of the small studies in a process of its own. */
export async function small(
  root: string,
  words: readonly string[],
  moment?: Moment,
): Promise<Ended> {
  const child = spawn(process.execPath, [PROGRAM, root, ...words]);
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  }
  let timer: NodeJS.Timeout | undefined;
  if (moment !== undefined) {
    let lines = 0;
    child.stdout.on('data', (chunk: Buffer) => {
      lines += linesOf(chunk.toString());
      if (lines < moment.lines) return;
      timer ??= setTimeout(() => child.kill('SIGKILL'), moment.milliseconds);
    });
  }
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  clearTimeout(timer);
  return { code, output: Buffer.concat(chunks).toString() };
}

export const linesOf = (text: string): number => text.split('\n').length - 1;

/** Published files by path, with their bytes in hexadecimal. */
export function published(root: string): Record<string, string> {
  // A study may publish no models.
  const files = ['content/results', 'public/models']
    .filter((base) => existsSync(path.join(root, base)))
    .flatMap((base) =>
      readdirSync(path.join(root, base), { recursive: true, encoding: 'utf8' }).map((name) =>
        path.join(base, name),
      ),
    );
  return Object.fromEntries(
    files
      .filter((file) => statSync(path.join(root, file)).isFile())
      .sort()
      .map((file) => [file, readFileSync(path.join(root, file)).toString('hex')]),
  );
}
