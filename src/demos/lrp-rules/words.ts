import type { LedgerEntry } from '../../../compute/results/conservation.ts';
import { formatNumber, formatProbability } from '../../results/numberFormat.ts';
import { probabilities } from '../class-bars/probabilities.ts';
import { strongestRegion } from '../words/strongestRegion.ts';
import type { RuleChoice, RuleKind, Site } from './choice.ts';
import type { RulesAnswer } from './question.ts';

export const SITE_TITLES: Readonly<Record<Site, string>> = {
  dense: 'dense layer',
  convolution: 'second convolution',
  pixels: 'first convolution',
};

export const RULE_TITLES: Readonly<Record<RuleKind, string>> = {
  zero: '0',
  epsilon: 'ε',
  gamma: 'γ',
  'alpha-beta': 'αβ',
  'z-plus': 'z+',
  'w-square': 'w²',
  flat: 'flat',
  box: 'zB',
};

/** The parameter of a rule, e.g. `γ = 0.25`; nothing for rules without one. */
export function parameterWords({ kind, parameter }: RuleChoice): string {
  switch (kind) {
    case 'epsilon':
      return `ε = ${parameter === 1e-6 ? '10⁻⁶' : String(parameter)}`;
    case 'gamma':
      return `γ = ${String(parameter)}`;
    case 'alpha-beta':
      return `α = ${String(1 + parameter)}, β = ${String(parameter)}`;
    default:
      return '';
  }
}

/** A row of the ledger: relevance in and out, and what biases and ε take. */
export function ledgerCells(entry: LedgerEntry): string[] {
  const { relevanceIn, relevanceOut, lostToBias, lostToStabiliser } = entry;
  return [
    entry.type,
    entry.rule,
    ...[relevanceIn, relevanceOut, lostToBias, lostToStabiliser].map((sum) =>
      formatNumber(sum, 'number', 3),
    ),
  ];
}

/** The answer and its books in a sentence or two. */
export function summary(
  {
    logits,
    target,
    relevance,
    ledger,
  }: Pick<RulesAnswer, 'logits' | 'target' | 'relevance' | 'ledger'>,
  classNames: readonly string[],
): string {
  const logit = ledger[0]!.relevanceIn;
  const arriving = ledger.at(-1)!.relevanceOut;
  const total = (part: (entry: LedgerEntry) => number) =>
    ledger.reduce((sum, entry) => sum + part(entry), 0);
  const [bias, stabiliser] = [
    total(({ lostToBias }) => lostToBias),
    total(({ lostToStabiliser }) => lostToStabiliser),
  ];
  const gives = (who: string, lost: number, [take, add]: readonly [string, string]) =>
    `${who} ${lost > 0 ? take : add} ${formatNumber(Math.abs(lost))}`;
  const region = strongestRegion(relevance);
  return (
    `The network says ${classNames[target]!}, ${formatProbability(probabilities(logits)[target]!)}. ` +
    `Of its logit of ${formatNumber(logit)}, ${formatNumber(arriving)} ` +
    `(${formatNumber(arriving / logit, 'percent', 0)}) arrive at the pixels: ` +
    `${gives('biases', bias, ['take', 'add'])}, ${gives('ε', stabiliser, ['takes', 'adds'])}.` +
    (region === undefined ? '' : ` Most of what speaks for it lies at the ${region}.`)
  );
}
