import type { LedgerEntry } from '../../../compute/results/conservation.ts';
import type { Cost } from '../worker/messages.ts';
import type { RuleChoices } from './choice.ts';

/** Asks for the LRP map of the predicted class under rules chosen by layer. */
export interface RulesQuestion {
  readonly kind: 'lrp-by-rules';
  /** Address of the header of a loaded network. */
  readonly network: string;
  /** Row-major [height × width × channels], 0 … 1. */
  readonly image: Float32Array;
  readonly choices: RuleChoices;
}

export interface RulesAnswer extends Cost {
  readonly kind: 'lrp-by-rules';
  readonly logits: Float32Array;
  /** The class explained. */
  readonly target: number;
  /** One signed number a pixel, row-major [height × width]. */
  readonly relevance: Float32Array;
  /** From the top of the network down to the pixels. */
  readonly ledger: readonly LedgerEntry[];
}
