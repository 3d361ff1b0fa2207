import { blur } from '../../../compute/degrade/fills/blur.ts';
import { mean } from '../../../compute/degrade/fills/mean.ts';
import { noisyLinearImputation } from '../../../compute/degrade/fills/road.ts';
import { zero } from '../../../compute/degrade/fills/zero.ts';
import type { FaithfulnessOptions } from '../../../compute/metrics/faithfulness/faithfulnessMetric.ts';
import type { ScoredImage } from '../../../compute/metrics/scoredImage.ts';
import { linearCase, onePixelModel, type LinearCase } from './linearModel.ts';

/** A model of which it is known what a metric must say. */
export interface FaithfulnessOracle {
  /** With three channels, explained by one number a pixel. */
  readonly subject: ScoredImage;
  readonly options?: Partial<FaithfulnessOptions>;
  /** The exact attributions. */
  readonly exact: Float32Array;
  /** What the metric must say of them; no map can do better. */
  readonly best: number;
  /** What it must say of random maps, on average. */
  readonly neutral: number;
  /** By how much the average may differ beyond its standard error; 0 when left out. */
  readonly slack?: number;
}

const descending = (values: ArrayLike<number>) => Array.from(values).sort((a, b) => b - a);
const sum = (values: ArrayLike<number>) =>
  Array.from(values).reduce((total, value) => total + value, 0);
const average = (values: ArrayLike<number>) => sum(values) / values.length;

/** Sums over the cells of 1 × 1 pixels of the default grid are the pixels of an image of 8 × 8. */
const black = linearCase(zero);

/** The score after the first `count` contributions are gone. */
const scoreAfter = ({ total }: LinearCase, gone: number[], count: number) =>
  total / 2 - sum(gone.slice(0, count));

/** Trapezoids over scores at 0, ⌊n/steps⌉, …, n pixels removed, summed pixel by pixel. */
function bestArea(model: LinearCase, removed: number[], steps: number): number {
  const pixels = removed.length;
  const counts = Array.from({ length: steps + 1 }, (_, step) =>
    Math.round((step * pixels) / steps),
  );
  return sum(
    counts.slice(1).map((count, step) => {
      const [before, after] = [counts[step]!, count].map((at) => scoreAfter(model, removed, at));
      return ((count - counts[step]!) / pixels) * ((before! + after!) / 2);
    }),
  );
}

const blurred = linearCase(blur);
const meanColour = linearCase(mean);

/** The score of the model with the mean colour, moved up so that it is always positive. */
const SHIFT = 20;
const positive: ScoredImage = {
  ...meanColour.subject,
  scores: (images) => meanColour.subject.scores(images).map((score) => score + SHIFT),
};
const positiveIntact = meanColour.total / 2 + SHIFT;

const CENTRE = 3 * 8 + 4;
const onePixel = onePixelModel([8, 8, 3], CENTRE, 2);
/** Pixels removed at 10 % … 90 % of 64. */
const roadCounts = [6, 13, 19, 26, 32, 38, 45, 51, 58];
const road = {
  subject: onePixel,
  options: { fill: noisyLinearImputation(0) },
  exact: Float32Array.from({ length: 64 }, (_, pixel) => (pixel === CENTRE ? 2 : 0)),
};
/** Once removed, the one pixel is imputed from black ones alone, and that is chance with its share. */
const roadNeutral = -2 * average(roadCounts.map((count) => count / 64));

/** The mean squared contribution of squares of 2 × 2 pixels, at all 49 places. */
const squareContributions = Array.from({ length: 49 }, (_, place) => {
  const corner = Math.floor(place / 7) * 8 + (place % 7);
  return sum([0, 1, 8, 9].map((offset) => black.contributions[corner + offset]!));
});

const keptCounts = [0.01, 0.05, 0.1, 0.2, 0.5].map((share) => 64 - Math.round((1 - share) * 64));

/**
 * One pixel opens a gate through which all others lower the score. On a linear model with rising
 * contributions any map is monotone, so that one could not tell maps apart.
 */
const GATE = 20;
const gated: ScoredImage = {
  image: new Float32Array(64 * 3).fill(1),
  shape: [8, 8, 3],
  scores: (images) =>
    Float32Array.from({ length: images.length / 192 }, (_, index) => {
      const values = images.subarray(index * 192, (index + 1) * 192);
      return values[3 * GATE]! * (200 - sum(values));
    }),
};

/** Every metric of faithfulness has one, by its id. */
export const FAITHFULNESS_ORACLES: Readonly<Record<string, FaithfulnessOracle>> = {
  'pixel-flipping': {
    subject: black.subject,
    exact: black.contributions,
    best: bestArea(black, descending(black.contributions), 64),
    neutral: 0,
  },
  aopc: {
    subject: black.subject,
    options: { fill: zero },
    exact: black.contributions,
    best: average(
      Array.from({ length: 65 }, (_, count) =>
        sum(descending(black.contributions).slice(0, count)),
      ),
    ),
    neutral: black.total / 2,
  },
  deletion: {
    subject: black.subject,
    exact: black.contributions,
    best: bestArea(black, descending(black.contributions), 20),
    neutral: 0,
  },
  insertion: {
    subject: blurred.subject,
    exact: blurred.contributions,
    best: bestArea(blurred, descending(blurred.contributions).toReversed(), 20),
    neutral: 0,
  },
  'road-most-relevant-first': { ...road, best: -2, neutral: roadNeutral },
  'road-least-relevant-first': { ...road, best: 0, neutral: roadNeutral },
  'road-combined': { ...road, best: 1, neutral: 0 },
  irof: {
    subject: positive,
    exact: meanColour.contributions,
    best:
      1 - (bestArea(meanColour, descending(meanColour.contributions), 64) + SHIFT) / positiveIntact,
    neutral: 1 - SHIFT / positiveIntact,
  },
  sufficiency: {
    subject: black.subject,
    exact: black.contributions,
    best:
      black.total -
      average(keptCounts.map((kept) => sum(descending(black.contributions).slice(0, kept)))),
    neutral: black.total * (1 - average(keptCounts) / 64),
  },
  'faithfulness-correlation': {
    subject: black.subject,
    exact: black.contributions,
    best: 1,
    neutral: 0,
  },
  'mu-fidelity': { subject: black.subject, exact: black.contributions, best: 1, neutral: 0 },
  'sensitivity-n': { subject: black.subject, exact: black.contributions, best: 1, neutral: 0 },
  infidelity: {
    subject: black.subject,
    exact: black.contributions,
    best: 0,
    neutral: average(squareContributions.map((contribution) => contribution ** 2)),
    // A random map, scaled to fit best, fits a little.
    slack: 0.1 * average(squareContributions.map((contribution) => contribution ** 2)),
  },
  monotonicity: {
    subject: gated,
    options: { steps: 64 },
    exact: Float32Array.from({ length: 64 }, (_, pixel) => (pixel === GATE ? 137 : -3)),
    best: 1,
    // Shown as number t, the gate opens for 64 − t others that lower the score.
    neutral: average(Array.from({ length: 64 }, (_, before) => (before + 1) / 64)),
  },
  'monotonicity-correlation': {
    subject: black.subject,
    options: { fill: zero },
    exact: black.contributions,
    best: 1,
    neutral: 0,
  },
};
