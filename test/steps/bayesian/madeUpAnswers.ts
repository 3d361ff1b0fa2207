import type { Files } from '../../../compute/pipeline/step.ts';
import { bytesOfFloats } from '../../../compute/steps/binary.ts';

/** What networks are said to have said of one image of two classes. */
export interface MadeUpAnswer {
  /** Mean and median probability of class 1. */
  readonly second: number;
  readonly label: number;
  /** Mean entropy of single predictions, at most that of the mean; that of the mean if left out. */
  readonly aleatoric?: number;
}

/** Entropy of two classes, in nats. */
export function entropyOf(probability: number): number {
  return [probability, 1 - probability].reduce(
    (sum, share) => sum - (share > 0 ? share * Math.log(share) : 0),
    0,
  );
}

/** The files of one set, as a step of kind `ask` stores them. */
export function answerFiles(set: string, answers: readonly MadeUpAnswer[]): Files {
  const mean = Float32Array.from(answers.flatMap(({ second }) => [1 - second, second]));
  const entropy = answers.map(({ second, aleatoric }) => aleatoric ?? entropyOf(second));
  const right = answers.filter(({ second, label }) => (second > 0.5 ? 1 : 0) === label).length;
  const milestones = JSON.stringify([{ networks: 1, correct: right }]);
  return new Map([
    [`${set}.mean.f32`, bytesOfFloats(mean)],
    [`${set}.median.f32`, bytesOfFloats(mean)],
    [`${set}.entropy.f32`, bytesOfFloats(Float32Array.from(entropy))],
    [`${set}.labels.u8`, Uint8Array.from(answers, ({ label }) => label)],
    [`${set}.milestones.json`, new TextEncoder().encode(milestones)],
  ]);
}
