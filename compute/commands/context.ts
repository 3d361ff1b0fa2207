import type { Folders, Project } from '../pipeline/project.ts';
import type { Study } from '../pipeline/step.ts';
import type { WorkerProgram } from '../pipeline/workers/workerPool.ts';
import { UserError } from '../pipeline/userError.ts';

/** Where a command writes: results to `out`, everything else to `err`. */
export interface Terminal {
  readonly out: NodeJS.WriteStream;
  readonly err: NodeJS.WriteStream;
}

/** What the command line lets a user override. */
export interface ProjectOptions {
  readonly store?: string | undefined;
  readonly engine?: string | undefined;
  /** Another place for all that is written. */
  readonly folders?: Partial<Folders> | undefined;
}

/** What commands work with; the tests put in their own studies and folders. */
export interface CommandContext {
  readonly terminal: Terminal;
  readonly openProject: (options: ProjectOptions) => Promise<Project>;
  /** @param quick whether the site has the page of the quick run */
  readonly buildSite: (quick: boolean) => Promise<void>;
  /** How to start a process that opens the same project and computes parts of its studies. */
  readonly workerProgram: (options: ProjectOptions) => WorkerProgram;
}

/** The study that `quick` runs; it has a store and a page of its own. */
export const QUICK_STUDY = 'quick';

/**
 * The named studies, or all but the quick one.
 * @throws UserError listing the studies there are
 */
export function chooseStudies(project: Project, names: readonly string[]): Study[] {
  if (names.length === 0) return project.studies.filter(({ id }) => id !== QUICK_STUDY);
  return names.map((name) => {
    const study = project.studies.find(({ id }) => id === name);
    if (study === undefined) {
      const known = project.studies.map(({ id }) => id).join(', ');
      throw new UserError(`No study is called ${name}. There are: ${known || 'none'}.`);
    }
    return study;
  });
}

export function printLine(stream: NodeJS.WritableStream, line = ''): void {
  stream.write(`${line}\n`);
}

export function printJson(stream: NodeJS.WritableStream, value: unknown): void {
  printLine(stream, JSON.stringify(value, null, 2));
}
