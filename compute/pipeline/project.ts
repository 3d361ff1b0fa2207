import type { ImageSet } from '../datasets/imageSet.ts';
import type { Engine } from '../engine/engine.ts';
import type { CodeDigests } from './codeDigest.ts';
import type { AnyStep, Study } from './step.ts';
import { Store } from './store.ts';

/** Where image sets come from. */
export interface DatasetSource {
  readonly load: (name: string) => Promise<ImageSet>;
  /** The content digest, known without loading. */
  readonly digest: (name: string) => Promise<string> | string;
  /** The files that loading reads; none for sets that are made on the spot. */
  readonly files: (name: string) => Promise<readonly string[]> | readonly string[];
}

/** The numeric engine of this machine, started only when something must be computed. */
export interface EngineSource {
  /** The description that the engine will have once started. */
  readonly describe: () => Promise<string>;
  readonly start: () => Promise<Engine>;
  /** Whether user or study ask for this engine: results of another engine then count as stale. */
  readonly demanded: boolean;
}

export interface Folders {
  /** Other folders are given in the manifest relative to this one. */
  readonly root: string;
  readonly store: string;
  readonly results: string;
  readonly models: string;
  readonly timings: string;
}

/** Everything the pipeline works on; the command line fills it in, tests use toys. */
export interface Project {
  readonly folders: Folders;
  readonly studies: readonly Study[];
  readonly steps: readonly AnyStep[];
  readonly datasets: DatasetSource;
  /** The engine of a study: that of the machine, unless user or study ask for one. */
  readonly engineOf: (study?: Study) => EngineSource;
  readonly code: CodeDigests;
  /** Folders and files that hold the code and its packages, for processes that may read no others. */
  readonly codeFolders: readonly string[];
}

export function storeOf(project: Project): Store {
  return new Store(project.folders.store);
}
