import { mkdir, realpath } from 'node:fs/promises';
import path from 'node:path';
import type { ComputedStep } from '../computeStep.ts';
import type { Computing, ReadyStep } from '../computing.ts';
import type { Report } from '../events.ts';
import { stepFingerprint } from '../fingerprint.ts';
import { publishedPath } from '../manifest.ts';
import { outputsRead } from '../prepare.ts';
import { storeOf, type EngineSource, type Project } from '../project.ts';
import type { Task } from '../task.ts';
import { InWorkers } from './inWorkers.ts';
import type { WorkerProgram } from './workerPool.ts';

/**
 * Computes every step in processes of its own under Node's permission model. They can read the
 * code until it is loaded, the files of declared data sets, declared outputs of other steps, and
 * finished work by its digest; they can write into the store, under the records of their own step.
 * They start no other process. Native code is not held by these rules.
 */
export class Hermetic implements Computing {
  readonly stepsAtOnce = 1;
  readonly #project: Project;
  readonly #engine: EngineSource;
  readonly #workers: number;
  readonly #program: WorkerProgram;
  #running: InWorkers | undefined;

  constructor(project: Project, engine: EngineSource, workers: number, program: WorkerProgram) {
    this.#project = project;
    this.#engine = engine;
    this.#workers = workers;
    this.#program = program;
  }

  runtime(): Promise<string> {
    return this.#engine.describe();
  }

  start(): Promise<string> {
    return this.runtime();
  }

  async compute(ready: ReadyStep, report: Report): Promise<ComputedStep> {
    const node = await permissions(this.#project, ready);
    const program = { ...this.#program, node: [...process.execArgv, ...node] };
    this.#running = new InWorkers(this.#project, this.#engine, this.#workers, program);
    try {
      return await this.#running.compute(ready, report);
    } finally {
      this.close();
    }
  }

  close(): void {
    this.#running?.close();
    this.#running = undefined;
  }
}

async function permissions(project: Project, { step, key, plan }: ReadyStep): Promise<string[]> {
  const store = storeOf(project);
  const written = [path.join(store.folder, 'objects'), store.recordFolder(stepFingerprint(key))];
  for (const folder of written) await mkdir(folder, { recursive: true });
  const read = [...project.codeFolders, ...written];
  for (const name of Object.keys(key.datasets)) read.push(...(await project.datasets.files(name)));
  for (const [, outputs] of outputsRead(step, plan)) {
    for (const output of outputs) {
      const at = publishedPath(project.folders, key.study, output);
      if (at !== undefined) read.push(at);
    }
  }
  return [
    '--permission',
    '--allow-addons',
    // The comment of the class says what Node would warn of.
    '--disable-warning=PERM0001',
    ...(await options('read', read)),
    ...(await options('write', written)),
  ];
}

/** A path is granted under the name it is asked by, and under its own where that is another. */
async function options(scope: 'read' | 'write', paths: readonly string[]): Promise<string[]> {
  const names = new Set<string>();
  for (const name of paths) {
    names.add(path.resolve(name));
    names.add(await realpath(name).catch(() => path.resolve(name)));
  }
  return [...names].map((name) => `--allow-fs-${scope}=${name}`);
}

/** Of `process.permission`, what its types do not know yet. */
interface Droppable {
  readonly drop?: (scope: 'fs.read', path: string) => void;
}

/**
 * In a process that was started with permissions: reads the declared data sets, then gives up
 * reading the code, its packages, and data sets among them. Elsewhere it does nothing.
 */
export async function shutIn(project: Project, task: Task): Promise<void> {
  const permission = process.permission as Droppable | undefined;
  if (permission?.drop === undefined) return;
  await task.inputs.loadDatasets();
  for (const folder of project.codeFolders) {
    permission.drop('fs.read', folder);
    permission.drop('fs.read', await realpath(folder).catch(() => folder));
  }
}
