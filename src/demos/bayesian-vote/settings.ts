import type { RuleId } from './state.ts';

/** A rule of refusal as the page offers it. */
export interface OfferedRule {
  readonly title: string;
  /** As in the artefact. */
  readonly threshold: number;
  /** Right end of the slider. */
  readonly most: number;
}

/** What the page knows of the study, taken from its artefacts. */
export interface BayesianVoteSettings {
  readonly classNames: readonly string[];
  /** Networks drawn. */
  readonly networks: number;
  readonly seed: number;
  /** The ready digit, row-major [28 × 28], 0 … 255. */
  readonly digit: readonly number[];
  readonly rules: Readonly<Record<RuleId, OfferedRule>>;
}
