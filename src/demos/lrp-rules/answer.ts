import * as tf from '@tensorflow/tfjs-core';
import type { Composite } from '../../../compute/explain/lrp/composite.ts';
import {
  explainByLrpWithLedger,
  pixelRelevance,
} from '../../../compute/explain/lrp/explainByLrp.ts';
import { ledgerOfImage } from '../../../compute/explain/lrp/ledger.ts';
import type { Rule } from '../../../compute/explain/lrp/rule.ts';
import * as rules from '../../../compute/explain/lrp/rules.ts';
import type { Network } from '../../../compute/networks/network.ts';
import { costSince } from '../worker/cost.ts';
import type { RuleChoice, RuleChoices } from './choice.ts';
import type { RulesAnswer, RulesQuestion } from './question.ts';

/** The rule of a choice. Pixels are in [0, 1]. */
function ruleOf({ kind, parameter }: RuleChoice): Rule {
  switch (kind) {
    case 'zero':
      return rules.zero;
    case 'epsilon':
      return rules.epsilon(parameter);
    case 'gamma':
      return rules.gamma(parameter);
    case 'alpha-beta':
      return rules.alphaBeta(1 + parameter, parameter);
    case 'z-plus':
      return rules.zPlus;
    case 'w-square':
      return rules.wSquare;
    case 'flat':
      return rules.flat;
    case 'box':
      return rules.box(0, 1);
  }
}

/** The composite that choices make up. */
export function compositeOf({ dense, convolution, pixels }: RuleChoices): Composite {
  return {
    id: 'chosen',
    title: 'chosen by layer',
    assignments: [
      { matches: ({ firstLinear }) => firstLinear, rule: ruleOf(pixels) },
      { matches: ({ layer }) => layer.type === 'conv2d', rule: ruleOf(convolution) },
      { matches: ({ layer }) => layer.type === 'dense', rule: ruleOf(dense) },
    ],
  };
}

/** The LRP map of one image, and where its relevance went. */
export function explainByRules(network: Network, { image, choices }: RulesQuestion): RulesAnswer {
  const began = performance.now();
  const images = tf.tensor4d(image, [1, ...network.architecture.inputShape]);
  const explained = explainByLrpWithLedger(network, images, 'predicted', compositeOf(choices));
  const pixels = tf.tidy(() => pixelRelevance(explained.relevance).dataSync());
  tf.dispose([images, explained.relevance]);
  return {
    kind: 'lrp-by-rules',
    logits: explained.logits,
    target: explained.targets[0]!,
    relevance: Float32Array.from(pixels),
    ledger: ledgerOfImage(explained.ledger, 0),
    ...costSince(began),
  };
}
