import type { TrainingBatchNorm } from '../networks/trainingBatchNorm.ts';

export const ENGINE_NAMES = ['native', 'wasm', 'webgpu', 'cpu'] as const;
export type EngineName = (typeof ENGINE_NAMES)[number];

/** The numeric engine in use. */
export interface Engine {
  readonly name: EngineName;
  /** What artefacts record, e.g. `tfjs 4.22.0 native, libtensorflow 2.15.1`; no host, no processor. */
  readonly description: string;
  /** A faster training batch norm, where the engine has one. */
  readonly trainingBatchNorm?: TrainingBatchNorm;
}
