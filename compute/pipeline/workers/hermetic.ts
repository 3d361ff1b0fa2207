import { mkdir, realpath } from 'node:fs/promises';
import path from 'node:path';
import type { ComputedStep } from '../computeStep.ts';
import type { Computing, ReadyStep } from '../computing.ts';
import type { Report } from '../events.ts';
import { stepFingerprint } from '../fingerprint.ts';
import type { EngineSource, Project } from '../project.ts';
import type { Store } from '../store.ts';
import type { Task } from '../task.ts';
import { UserError } from '../userError.ts';
import { InWorkers } from './inWorkers.ts';
import { closeLeftStores, closeStepStore, openStepStore } from './stepStore.ts';
import type { WorkerProgram } from './workerPool.ts';

/**
 * Computes every step in processes of its own under Node's permission model. They can read the
 * code until it is loaded, declared files, those of declared data sets, and a store that holds the
 * declared outputs of other steps and the finished units of their own; they can write into that
 * store, under the records of their own step. They start no other process. Native code is not held
 * by these rules.
 */
export class Hermetic implements Computing {
  readonly stepsAtOnce = 1;
  readonly #project: Project;
  readonly #engine: EngineSource;
  readonly #workers: number;
  readonly #programOn: (store: string) => WorkerProgram;
  #running: InWorkers | undefined;

  /** @param programOn how to start a process that works on another store */
  constructor(
    project: Project,
    engine: EngineSource,
    workers: number,
    programOn: (store: string) => WorkerProgram,
  ) {
    this.#project = project;
    this.#engine = engine;
    this.#workers = workers;
    this.#programOn = programOn;
  }

  runtime(): Promise<string> {
    return this.#engine.describe();
  }

  async start(): Promise<string> {
    await closeLeftStores(this.#project);
    return this.runtime();
  }

  async compute(ready: ReadyStep, report: Report): Promise<ComputedStep> {
    const store = await openStepStore(this.#project, ready);
    const shut = { ...this.#project, folders: { ...this.#project.folders, store: store.folder } };
    const node = [...process.execArgv, ...(await permissions(shut, store, ready))];
    const program = { ...this.#programOn(store.folder), node };
    this.#running = new InWorkers(shut, this.#engine, this.#workers, program);
    try {
      return await this.#running.compute(ready, report);
    } finally {
      this.close();
      await closeStepStore(this.#project, store);
    }
  }

  close(): void {
    this.#running?.close();
    this.#running = undefined;
  }
}

async function permissions(
  project: Project,
  store: Store,
  { key, step }: ReadyStep,
): Promise<string[]> {
  const written = [path.join(store.folder, 'objects'), store.recordFolder(stepFingerprint(key))];
  for (const folder of written) await mkdir(folder, { recursive: true });
  const read = [...project.codeFolders, ...written, ...(step.node.inputs.files ?? [])];
  for (const name of Object.keys(key.datasets)) read.push(...(await project.datasets.files(name)));
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

/** Of `process`, what decides whether it is held; `drop` is not known to its types yet. */
export interface HeldProcess {
  readonly execArgv: readonly string[];
  readonly version: string;
  readonly permission?: { readonly drop?: (scope: 'fs.read', path: string) => void };
}

/**
 * In a process that was started with permissions: reads the declared data sets and the last of the
 * code, then gives up reading the code, its packages, and data sets among them. In others it does
 * nothing.
 * @throws UserError where Node cannot give a permission up: the step would read more than is said
 */
export async function shutIn(
  project: Pick<Project, 'codeFolders'>,
  task: Pick<Task, 'inputs' | 'node'>,
  self: HeldProcess = process as HeldProcess,
): Promise<void> {
  if (!self.execArgv.includes('--permission')) return;
  const { permission } = self;
  if (permission?.drop === undefined) {
    throw new UserError(
      `--hermetic needs a Node that can give permissions up (process.permission.drop); this is ${self.version}.`,
    );
  }
  await task.inputs.loadDatasets();
  await task.node.inputs.loadCode?.();
  for (const folder of project.codeFolders) {
    permission.drop('fs.read', folder);
    permission.drop('fs.read', await realpath(folder).catch(() => folder));
  }
}
