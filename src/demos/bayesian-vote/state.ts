import { medianRule, REFUSED, thresholdRule } from '../../../compute/bayes/refusal.ts';
import { centred, emptyDrawing, type Drawing } from '../drawing-pad/drawing.ts';
import type { VoteAnswer } from '../worker/messages.ts';
import { isReadyInput, type ReadyInput } from './readyInputs.ts';

/** How it is decided whether there is an answer. */
export const RULE_IDS = ['entropy', 'mutual-information', 'median'] as const;
export type RuleId = (typeof RULE_IDS)[number];

/** What the reader has set up. */
export interface BayesianVoteState {
  readonly drawing: Drawing;
  /** Which ready image is shown, as it is, instead of a drawing. */
  readonly ready: ReadyInput | undefined;
  readonly rule: RuleId;
  readonly threshold: number;
}

export function initialState(rule: RuleId, threshold: number): BayesianVoteState {
  return { drawing: emptyDrawing(), ready: undefined, rule, threshold };
}

/** The image that the networks are given: drawings are centred as the training images were. */
export function imageOf({ drawing, ready }: BayesianVoteState): Float32Array {
  return ready ? drawing : centred(drawing);
}

/** The number that a rule holds against its threshold. */
export function scoreOf(rule: RuleId, vote: Vote): number {
  switch (rule) {
    case 'entropy':
      return vote.entropy;
    case 'mutual-information':
      return vote.mutualInformation;
    case 'median':
      return Math.max(...vote.median);
  }
}

/** The class that is answered, or undefined for "I don't know". */
export function answerOf(rule: RuleId, threshold: number, vote: Vote): number | undefined {
  const answer =
    rule === 'median'
      ? medianRule(vote.median, vote.median.length, threshold)[0]!
      : thresholdRule(vote.mean, Float32Array.of(scoreOf(rule, vote)), threshold)[0]!;
  return answer === REFUSED ? undefined : answer;
}

/** What a vote says, whatever it cost. */
export type Vote = Omit<VoteAnswer, 'kind' | 'tensors' | 'milliseconds'>;

/** Networks that find each class the likeliest. */
export function votesByClass({ votes, mean }: Vote): number[] {
  const classes = mean.length;
  const counts = Array.from(mean, () => 0);
  for (let start = 0; start < votes.length; start += classes) {
    const own = votes.subarray(start, start + classes);
    counts[own.reduce((best, value, label) => (value > own[best]! ? label : best), 0)]!++;
  }
  return counts;
}

/** Probabilities that the networks give one class, one a network. */
export function opinionsOn(label: number, { votes, mean }: Vote): number[] {
  const classes = mean.length;
  return Array.from(
    { length: votes.length / classes },
    (_, network) => votes[network * classes + label]!,
  );
}

/** What an address keeps of the state: a drawing does not fit into one. */
export type SharedState = Omit<BayesianVoteState, 'drawing'>;

/** The state as part of an address, e.g. `shoe~entropy~0.247`. */
export function textOfState({ ready, rule, threshold }: SharedState): string {
  return [ready ?? '', rule, threshold.toPrecision(3)].join('~');
}

/** The state of an address; undefined where the text is not one. */
export function stateOfText(text: string): SharedState | undefined {
  const [ready, name, number, ...more] = text.split('~');
  const rule = RULE_IDS.find((id) => id === name);
  const threshold = number ? Number(number) : NaN;
  if (more.length > 0 || ready === undefined || rule === undefined) return undefined;
  if (!(threshold >= 0) || !(ready === '' || isReadyInput(ready))) return undefined;
  return { ready: ready === '' ? undefined : ready, rule, threshold };
}
