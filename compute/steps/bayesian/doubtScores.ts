import { z } from 'zod';
import { medianRule, REFUSED, thresholdForCoverage, thresholdRule } from '../../bayes/refusal.ts';
import type { InputReader } from '../../pipeline/step.ts';
import { readAnswers, type Answers } from './answers.ts';

/**
 * How unsure an answer is: entropy of the mean prediction, mutual information of class and network,
 * or 1 − the probability of the class answered.
 */
export const SCORES = ['entropy', 'mutual-information', 'confidence'] as const;
export type Score = (typeof SCORES)[number];

/** One number an image, the higher the less sure. */
export function doubtScores({ uncertainty, confidence }: Answers, score: Score): Float32Array {
  switch (score) {
    case 'entropy':
      return uncertainty.total;
    case 'mutual-information':
      return uncertainty.epistemic;
    case 'confidence':
      return confidence.map((probability) => 1 - probability);
  }
}

/** When networks refuse to answer. */
export const refusalRuleSchema = z.discriminatedUnion('type', [
  z.strictObject({
    /** See `medianRule`. */
    type: z.literal('median'),
    threshold: z.number().min(0).max(1),
  }),
  z.strictObject({
    /** A score above a threshold, which is chosen on images that were not learned from. */
    type: z.literal('score'),
    score: z.enum(SCORES),
    /** Share of these images that must be answered. */
    coverage: z.number().gt(0).max(1),
  }),
]);

export type RefusalRule = z.infer<typeof refusalRuleSchema>;

/** A rule with its threshold, ready to be applied to answers of the same networks. */
export interface ReadyRule {
  readonly threshold: number;
  /** The class answered, or `REFUSED`, of each image. */
  readonly apply: (answers: Answers) => Int8Array;
}

/**
 * Makes a rule ready.
 * @param step of kind `ask` whose networks answer
 * @param heldOut its set of images to choose a threshold on
 */
export async function readyRule(
  rule: RefusalRule,
  inputs: InputReader,
  step: string,
  heldOut: string,
): Promise<ReadyRule> {
  if (rule.type === 'median') {
    const { threshold } = rule;
    return {
      threshold,
      apply: ({ median, classes }) => medianRule(median, classes, threshold),
    };
  }
  const { score, coverage } = rule;
  const familiar = await readAnswers(inputs, step, heldOut);
  const threshold = thresholdForCoverage(doubtScores(familiar, score), coverage);
  return {
    threshold,
    apply: (answers) => thresholdRule(answers.mean, doubtScores(answers, score), threshold),
  };
}

/** How many of the given images are refused. */
export function countRefused(answered: Int8Array): number {
  return answered.reduce((sum, label) => sum + (label === REFUSED ? 1 : 0), 0);
}
