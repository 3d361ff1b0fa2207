import type { MovedAnswers } from '../../results/compressed.ts';
import type { Answers } from './answers.ts';

/** How far answers about the same images are from others; the order does not matter. */
export function movedAnswers(first: Answers, second: Answers): MovedAnswers {
  const changed = first.predicted.filter((guess, image) => guess !== second.predicted[image]);
  const probabilities = differences(first.mean, second.mean);
  const [own, other] = [first.uncertainty, second.uncertainty];
  return {
    changedAnswers: changed.length,
    largestDifference: probabilities.largest,
    meanDifference: probabilities.mean,
    entropyDifference: differences(own.total, other.total).mean,
    mutualInformationDifference: differences(own.epistemic, other.epistemic).mean,
  };
}

/** Differences without sign. */
function differences(first: Float32Array, second: Float32Array): { largest: number; mean: number } {
  const all = first.map((value, index) => Math.abs(value - second[index]!));
  return {
    largest: all.reduce((most, own) => Math.max(most, own), 0),
    mean: all.reduce((sum, own) => sum + own, 0) / all.length,
  };
}
