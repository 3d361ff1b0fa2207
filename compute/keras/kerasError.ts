import { UserError } from '../pipeline/userError.ts';

/** What is wrong with a Keras file, for programs; the message says it for people. */
export type KerasProblem =
  | 'missing'
  | 'not-hdf5'
  | 'damaged'
  | 'no-model'
  | 'unsupported-model'
  | 'missing-weights'
  | 'wrong-shape'
  | 'not-finite'
  | 'wrong-checksum';

/** The one error of this folder: names the file, the layer and what to do. */
export class KerasError extends UserError {
  override readonly name = 'KerasError';
  readonly problem: KerasProblem;

  constructor(problem: KerasProblem, file: string, detail: string, cause?: unknown) {
    super(`${file}: ${detail}`, cause === undefined ? {} : { cause });
    this.problem = problem;
  }
}
