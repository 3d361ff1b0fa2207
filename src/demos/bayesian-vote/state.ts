import { medianRule, REFUSED, thresholdRule } from '../../../compute/bayes/refusal.ts';
import { centred, emptyDrawing, type Drawing } from '../drawing-pad/drawing.ts';
import type { VoteAnswer } from '../worker/messages.ts';

/** How it is decided whether there is an answer. */
export const RULE_IDS = ['entropy', 'mutual-information', 'median'] as const;
export type RuleId = (typeof RULE_IDS)[number];

/** What the reader has set up. */
export interface BayesianVoteState {
  readonly drawing: Drawing;
  /** Whether the drawing is one of the ready images, shown as it is. */
  readonly ready: boolean;
  readonly rule: RuleId;
  readonly threshold: number;
}

export function initialState(rule: RuleId, threshold: number): BayesianVoteState {
  return { drawing: emptyDrawing(), ready: false, rule, threshold };
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
