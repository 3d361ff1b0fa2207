import { describe, expect, it } from 'vitest';
import { unfamiliarSchema } from '../../../compute/results/unfamiliar.ts';
import { assessUnfamiliar } from '../../../compute/steps/bayesian/assessUnfamiliar.ts';
import { brightPixelImages, MemoryInputs, parseJson, runStep } from '../memoryInputs.ts';
import { answerFiles, entropyOf, type MadeUpAnswer } from './madeUpAnswers.ts';

const familiar: MadeUpAnswer[] = Array.from({ length: 40 }, (_, image) => ({
  second: 0.99 - image / 400,
  label: 1,
}));
/** All less sure than any familiar image, and only because networks disagree. */
const strange = Array.from({ length: 20 }, (_, image) => ({
  second: 0.6 + image / 200,
  label: 0,
  aleatoric: 0.125,
}));
/** Upright ones as they were, then half of them unsure and read as the other class. */
const turned = [
  ...familiar.slice(0, 10),
  ...familiar.slice(0, 10).map((answer, image) => (image < 5 ? answer : { second: 0.4, label: 1 })),
];

async function assess() {
  const inputs = new MemoryInputs(brightPixelImages(8));
  inputs.steps.set(
    'ask-net',
    new Map([
      ...answerFiles('test', familiar),
      ...answerFiles('held-out', familiar),
      ...answerFiles('strange', strange),
      ...answerFiles('same', familiar),
      ...answerFiles('turned', turned),
    ]),
  );
  const outputs = await runStep(
    assessUnfamiliar,
    {
      sets: [
        { id: 'strange', title: 'Strange' },
        { id: 'same', title: 'Same' },
      ],
      rotated: { id: 'turned', angles: [0, 90] },
      predictors: [
        {
          id: 'net',
          title: 'Net',
          answers: 'ask-net',
          rules: [
            {
              id: 'entropy',
              title: 'Entropy',
              rule: { type: 'score', score: 'entropy', coverage: 1 },
            },
            { id: 'median', title: 'Median', rule: { type: 'median', threshold: 0.65 } },
          ],
        },
      ],
      histogramBins: 4,
    },
    inputs,
  );
  return unfamiliarSchema.parse(parseJson(outputs, 'unfamiliar.json'));
}

const { predictors, histogramBorders } = await assess();
const { sets, rotations } = predictors[0]!;
const [known, other, same] = sets;

describe('unfamiliar images', () => {
  it('that are all less sure have an area of 1, those that are the same of one half', () => {
    expect(known!.rocArea).toBeNull();
    expect(other!.rocArea!.entropy.value).toBe(1);
    expect(other!.rocArea!.mutualInformation.value).toBe(1);
    expect(same!.rocArea!.entropy.value).toBeCloseTo(0.5, 6);
  });

  it('are refused by the threshold of held-out images, and by the median', () => {
    expect(sets.map(({ refused }) => refused[0]!.value)).toEqual([0, 1, 0]);
    // 0.6 + i/200 ≤ 0.65 for i ≤ 10, one of them by rounding on either side.
    expect([10 / 20, 11 / 20]).toContain(other!.refused[1]!.value);
  });

  it('are counted in bins from 0 to the entropy of two equal classes', () => {
    expect(histogramBorders[0]).toBe(0);
    expect(histogramBorders.at(-1)).toBeCloseTo(Math.LN2, 5);
    expect(other!.aleatoricHistogram).toEqual([20, 0, 0, 0]);
    // What is not aleatoric: between 0.61 − 0.125 and ln 2 − 0.125, the third and fourth bin.
    const epistemic = strange.map(({ second }) => entropyOf(second) - 0.125);
    const third = epistemic.filter((value) => value < 0.75 * Math.LN2).length;
    expect(other!.epistemicHistogram).toEqual([0, 0, third, 20 - third]);
    expect(other!.entropy).toBeCloseTo(other!.aleatoric + other!.epistemic, 5);
  });
});

describe('turned images', () => {
  it('are judged angle by angle', () => {
    expect(rotations.map(({ angle, images }) => [angle, images])).toEqual([
      [0, 10],
      [90, 10],
    ]);
    expect(rotations.map(({ accuracy }) => accuracy.value)).toEqual([1, 0.5]);
    expect(rotations.map(({ refused }) => refused[0]!.value)).toEqual([0, 0.5]);
  });

  it('do no harm where refused or right', () => {
    expect(rotations.map(({ harmless }) => harmless[0])).toEqual([1, 1]);
    // The median 0.6 of class 0 is below 0.65: refused as well.
    expect(rotations[1]!.harmless[1]).toBe(1);
  });
});
