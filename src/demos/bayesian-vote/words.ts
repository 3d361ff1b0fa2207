import { formatNumber } from '../../results/numberFormat.ts';
import type { BayesianVoteSettings } from './settings.ts';
import { answerOf, scoreOf, votesByClass, type RuleId, type Vote } from './state.ts';

const REFUSAL = 'I don’t know';

/** Three digits, for thresholds and doubts in nats. */
export const inNats = (value: number): string => formatNumber(value, 'number', 3);

/** What the rule says: a class, or that it does not know. */
export function verdict(
  rule: RuleId,
  threshold: number,
  vote: Vote,
  { classNames }: Pick<BayesianVoteSettings, 'classNames'>,
): string {
  const answer = answerOf(rule, threshold, vote);
  return answer === undefined ? REFUSAL : classNames[answer]!;
}

/** The vote and the verdict in a sentence or two. */
export function summary(
  rule: RuleId,
  threshold: number,
  vote: Vote,
  settings: BayesianVoteSettings,
): string {
  const { classNames, rules, networks } = settings;
  const counts = votesByClass(vote);
  const said = counts
    .map((count, label) => ({ count, name: classNames[label]! }))
    .filter(({ count }) => count > 0)
    .sort((first, second) => second.count - first.count)
    .map(({ count, name }) => `${count} say ${name}`);
  const score = scoreOf(rule, vote);
  const comparison = score > threshold ? 'above' : 'at or below';
  const name = rule === 'median' ? 'largest median' : rules[rule].title.toLowerCase();
  return (
    `Of ${networks} networks ${said.join(', ')}. The ${name}, ${inNats(score)}, is ${comparison} ` +
    `the threshold, ${inNats(threshold)}. Answer: ${verdict(rule, threshold, vote, settings)}.`
  );
}
