import type { ComputedStep } from '../computeStep.ts';
import type { RunEvent } from '../events.ts';
import type { StepKey } from '../fingerprint.ts';
import type { StepOutputs } from '../prepare.ts';

/** What a worker is asked to do; goes to another process as JSON. */
export interface WorkRequest {
  readonly key: StepKey;
  /** Those of the steps it reads. */
  readonly outputs: StepOutputs;
  /** Index of the unit to compute and save; the whole step, collecting included, when absent. */
  readonly unit?: number;
}

/** What a worker tells: any number of events, then how the request ended. */
export type WorkReply =
  | { readonly kind: 'event'; readonly event: RunEvent }
  | { readonly kind: 'unit' }
  | { readonly kind: 'step'; readonly computed: ComputedStep }
  | { readonly kind: 'failed'; readonly failure: WorkFailure };

/** An error, as far as it can be told to another process. */
export interface WorkFailure {
  readonly message: string;
  /** Whether the message is meant for the user. */
  readonly user: boolean;
  readonly stack: string | undefined;
  /** The step whose output is missing or damaged, if that is what failed. */
  readonly missingInput: string | undefined;
}
