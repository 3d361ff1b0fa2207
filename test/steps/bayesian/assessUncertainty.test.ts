import { describe, expect, it } from 'vitest';
import { uncertaintySchema } from '../../../compute/results/uncertainty.ts';
import { assessUncertainty } from '../../../compute/steps/bayesian/assessUncertainty.ts';
import { brightPixelImages, MemoryInputs, parseJson, runStep } from '../memoryInputs.ts';
import { answerFiles, type MadeUpAnswer } from './madeUpAnswers.ts';

const IMAGES = 100;
const COVERAGE = 0.8;

/** Image i is answered with class 1, ever less surely; the last ten are wrong. */
const knowing: MadeUpAnswer[] = Array.from({ length: IMAGES }, (_, image) => ({
  second: 0.995 - image / 250,
  label: image < 90 ? 1 : 0,
}));

/** As many right, but wrong where it is surest. */
const mistaken = knowing.map((answer, image) => ({ ...answer, label: image < 10 ? 0 : 1 }));

const rule = (predictor: string, score: string, coverage: number) => ({
  id: `${predictor}-${score}`,
  title: score,
  predictor,
  rule: { type: 'score', score, coverage },
});

async function assess() {
  const inputs = new MemoryInputs(brightPixelImages(IMAGES));
  for (const [name, answers] of Object.entries({ knowing, mistaken })) {
    const files = [...answerFiles('test', answers), ...answerFiles('held-out', answers)];
    inputs.steps.set(`ask-${name}`, new Map(files));
  }
  const scores = [{ score: 'entropy', title: 'entropy' }];
  const outputs = await runStep(
    assessUncertainty,
    {
      dataset: 'bright/test',
      predictors: ['knowing', 'mistaken'].map((id) => ({
        id,
        title: id,
        answers: `ask-${id}`,
        scores,
      })),
      rules: [
        rule('knowing', 'entropy', COVERAGE),
        rule('knowing', 'confidence', COVERAGE),
        rule('mistaken', 'entropy', 0.9),
        {
          id: 'median',
          title: 'median',
          predictor: 'knowing',
          rule: { type: 'median', threshold: 0.7 },
        },
      ],
      coverage2021: 0.9,
      curvePoints: 10,
      bootstrapResamples: 200,
    },
    inputs,
  );
  return uncertaintySchema.parse(parseJson(outputs, 'uncertainty.json'));
}

const results = await assess();
const [sure, unsure] = results.rankings;

describe('risk against coverage', () => {
  it('is that of one who knows: no risk until only its mistakes are left', () => {
    expect(sure!.curve.map(({ risk }) => risk)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0.1]);
    expect(sure!.accuracyAt2021.value).toBe(1);
  });

  it('is that of one who is surest where it is wrong', () => {
    unsure!.curve.forEach(({ coverage, risk }) => {
      expect(risk).toBeCloseTo(0.1 / coverage, 5);
    });
    expect(unsure!.accuracyAt2021.value).toBeCloseTo(1 - 10 / 90, 5);
  });

  it('has areas whose difference is found with the right sign', () => {
    const [{ first, second, difference }] = results.areaDifferences as [
      (typeof results.areaDifferences)[number],
    ];
    expect([first, second]).toEqual(['knowing-entropy', 'mistaken-entropy']);
    expect(difference.value).toBeCloseTo(sure!.area.value - unsure!.area.value, 5);
    expect(difference.high).toBeLessThan(0);
  });
});

describe('rules of refusal', () => {
  const byId = new Map(results.rules.map((own) => [own.id, own]));

  it('answer the stated share of the images their threshold was chosen on', () => {
    for (const id of ['knowing-entropy', 'knowing-confidence']) {
      const own = byId.get(id)!;
      expect([own.answered, own.refused, own.statedCoverage]).toEqual([80, 20, COVERAGE]);
      expect(own.coverage.value).toBe(COVERAGE);
      expect(own.accuracy.value).toBe(1);
      expect(own.refusedWrong).toBe(0.5);
    }
    expect(byId.get('mistaken-entropy')!.accuracy.value).toBeCloseTo(80 / 90, 5);
    expect(byId.get('mistaken-entropy')!.refusedWrong).toBe(0);
  });

  it('have the threshold that was found, in the unit of their score', () => {
    expect(byId.get('knowing-confidence')!.threshold).toBeCloseTo(1 - (0.995 - 79 / 250), 5);
  });

  it('of 2021 answer where a median is above the threshold given', () => {
    const median = byId.get('median')!;
    expect(median.statedCoverage).toBeNull();
    // 0.995 − i/250 > 0.7 for i ≤ 73.
    expect(median.answered).toBe(74);
  });
});

describe('predictors', () => {
  it('have the accuracy, confidence and likelihood that were made up', () => {
    for (const [index, answers] of [knowing, mistaken].entries()) {
      const own = results.predictors[index]!;
      expect([own.correct, own.accuracy.value]).toEqual([90, 0.9]);
      const likelihood = answers.reduce(
        (sum, { second, label }) => sum - Math.log(label ? second : 1 - second) / IMAGES,
        0,
      );
      expect(own.negativeLogLikelihood.value).toBeCloseTo(likelihood, 4);
      expect(own.meanConfidence).toBeCloseTo(0.797, 4);
      const counted = own.bins.reduce((sum, { images }) => sum + images, 0);
      const error = own.bins.reduce(
        (sum, { images, confidence, accuracy }) =>
          sum + (images / IMAGES) * Math.abs(confidence - accuracy),
        0,
      );
      expect(counted).toBe(IMAGES);
      expect(own.calibrationError.value).toBeCloseTo(error, 4);
    }
  });
});
