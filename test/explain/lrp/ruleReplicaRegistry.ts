import { pass, withoutBias, zPlus } from '../../../compute/explain/lrp/rules.ts';
import * as rules from '../../../compute/explain/lrp/rules.ts';
import type { TermRule } from '../../../compute/explain/lrp/rule.ts';
import * as replicas from './ruleReplicas.ts';
import type { RuleReplica } from './ruleReplicas.ts';

/** Every rule beside its definition in float64; the property tests iterate this list. */
export const RULE_REPLICAS: readonly (readonly [rule: TermRule, replica: RuleReplica])[] = [
  [rules.zero, replicas.proportional(0)],
  [rules.epsilon(1e-9), replicas.proportional(1e-9)],
  [rules.epsilon(1e-6), replicas.proportional(1e-6)],
  [rules.epsilon(0.25), replicas.proportional(0.25)],
  [rules.gamma(0.25), replicas.gamma(0.25)],
  [rules.gamma(1), replicas.gamma(1)],
  [rules.alphaBeta(2, 1), replicas.alphaBeta(2, 1)],
  [rules.alphaBeta(1, 0), replicas.alphaBeta(1, 0)],
  [zPlus, replicas.alphaBeta(1, 0)],
  [rules.box(0, 1), replicas.box(0, 1)],
  [rules.box(-1.5, 2), replicas.box(-1.5, 2)],
  [rules.wSquare, replicas.wSquare],
  [rules.flat, replicas.flat],
  [withoutBias(rules.epsilon(1e-6)), replicas.withoutBias(replicas.proportional(1e-6))],
  [withoutBias(zPlus), replicas.withoutBias(replicas.alphaBeta(1, 0))],
  [withoutBias(rules.wSquare), replicas.withoutBias(replicas.wSquare)],
];

const byName = new Map(RULE_REPLICAS.map(([rule, replica]) => [rule.name, replica]));

export function replicaOf(name: string): RuleReplica | 'pass' {
  if (name === pass.name) return 'pass';
  const replica = byName.get(name);
  if (replica === undefined) throw new Error(`No replica of rule ${name}; add one to the list.`);
  return replica;
}
