import type { z } from 'zod';
import type { ImageSet } from '../datasets/imageSet.ts';
import type { Engine, EngineName } from '../engine/engine.ts';

/** Files by name. */
export type Files = ReadonlyMap<string, Uint8Array>;

/** What a step asks for before it runs. Everything it reads is declared here. */
export interface InputDeclaration {
  /** Data sets by name, e.g. `mnist/train`. */
  readonly datasets: readonly string[];
  /** Names of steps of the same study whose outputs are read. */
  readonly steps: readonly string[];
  /**
   * Paths of other files, which the step reads itself. Their contents are to be named by digest in
   * the parameters, since they do not enter the fingerprint.
   */
  readonly files?: readonly string[];
  /** Loads code that would otherwise be imported only when a unit runs, because it is large. */
  readonly loadCode?: () => Promise<unknown>;
}

/** Reads declared inputs; reading anything undeclared is an error that names the step. */
export interface InputReader {
  dataset(name: string): Promise<ImageSet>;
  /** One output file of a declared step. */
  file(step: string, name: string): Promise<Uint8Array>;
}

/** What a running unit reports, shown with time left. */
export interface UnitProgress {
  /** Share of the unit done, 0 … 1. */
  readonly done: number;
  /** A short live text, e.g. `loss 0.041, 98.7 % correct, 1,480 images/s`. */
  readonly note?: string;
}

export interface UnitContext<Parameters> {
  readonly study: string;
  /** Name of the step within the study. */
  readonly step: string;
  readonly parameters: Parameters;
  readonly seed: number;
  readonly engine: Engine;
  readonly inputs: InputReader;
  readonly unit: string;
  /** Output of the unit before, for sequential steps; absent in the first unit. */
  readonly previous?: Files;
  readonly report: (progress: UnitProgress) => void;
}

export interface CollectContext<Parameters> {
  readonly study: string;
  /** Name of the step within the study. */
  readonly step: string;
  readonly parameters: Parameters;
  readonly seed: number;
  readonly engine: Engine;
  readonly inputs: InputReader;
  /** Reads the files of one finished unit; units are read one at a time so that memory stays flat. */
  readonly unit: (unit: string) => Promise<Files>;
  readonly units: readonly string[];
}

/** The outputs of a finished step. */
export interface Outputs {
  /** Read by later steps, kept in the store only. */
  readonly stored?: Files;
  /** Published to `content/results/<study>/`, readable by later steps too. */
  readonly results?: Files;
  /** Published to `public/models/<study>/`, readable by later steps too. */
  readonly models?: Files;
}

/**
 * One kind of computation. A study names it, with parameters, any number of times.
 * A unit is the piece that is saved on its own: an epoch of training, a block of images.
 */
export interface Step<Parameters> {
  readonly id: string;
  readonly summary: string;
  readonly parameters: z.ZodType<Parameters>;
  /** `import.meta.url` of the module, the entry of the bundle whose digest is the step's code. */
  readonly entry: string;
  readonly inputs: (parameters: Parameters) => InputDeclaration;
  /** Names of the units, in order; decided from the parameters alone. */
  readonly units: (parameters: Parameters) => readonly string[];
  /** Units that each continue the one before (training) run in order and see `previous`. */
  readonly sequential: boolean;
  readonly runUnit: (context: UnitContext<Parameters>) => Promise<Files>;
  readonly collect: (context: CollectContext<Parameters>) => Promise<Outputs>;
}

/** A step whose parameter type has been hidden, as the registry and the pipeline hold it. */
export type AnyStep = Step<unknown>;

/** A step within a study. */
export interface StudyStep {
  /** Unique in the study, e.g. `train-better`. */
  readonly name: string;
  /** Id of a registered step, e.g. `train`. */
  readonly step: string;
  readonly parameters: unknown;
}

/** What to compute, as plain data. */
export interface Study {
  readonly id: string;
  readonly title: string;
  readonly seed: number;
  /** The engine it is computed with unless another is asked for; absent: the best of the machine. */
  readonly engine?: EngineName;
  /** Quick enough to be computed by every reader: `report` does so although it is published. */
  readonly live?: true;
  readonly steps: readonly StudyStep[];
}
