import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { klWeight } from '../../compute/bayes/klAnnealing.ts';
import {
  medianRule,
  REFUSED,
  thresholdForCoverage,
  thresholdRule,
} from '../../compute/bayes/refusal.ts';

describe('medianRule', () => {
  it('answers with the largest median and refuses when none is above the threshold', () => {
    const medians = Float32Array.from([0.1, 0.7, 0.3, 0.125, 0.2, 0.25, 0.26, 0.1, 0.1]);
    expect([...medianRule(medians, 3, 0.25)]).toEqual([1, REFUSED, 0]);
  });
});

describe('thresholdRule', () => {
  it('answers up to and with the threshold', () => {
    const mean = Float32Array.from([0.9, 0.1, 0.4, 0.6, 0.5, 0.5]);
    const scores = Float32Array.from([0.1, 0.5, 0.6]);
    expect([...thresholdRule(mean, scores, 0.5)]).toEqual([0, 1, REFUSED]);
  });
});

describe('thresholdForCoverage', () => {
  it('answers the stated share of the images it was chosen on', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.float({ min: 0, max: 2, noNaN: true }), { minLength: 20, maxLength: 60 }),
        fc.double({ min: 0.1, max: 1, noNaN: true }),
        (values, coverage) => {
          const scores = Float32Array.from(values.map((value) => value + 0));
          const threshold = thresholdForCoverage(scores, coverage);
          const answered = scores.filter((score) => score <= threshold).length;
          expect(answered).toBe(Math.round(coverage * scores.length));
        },
      ),
    );
  });

  it('refuses a coverage of no image', () => {
    expect(() => thresholdForCoverage(new Float32Array(10), 0.01)).toThrow(/cannot be answered/);
  });
});

describe('klWeight', () => {
  it('rises in a straight line to 1 and stays', () => {
    const annealing = { type: 'linear', until: 0.4 } as const;
    expect([0, 0.1, 0.2, 0.4, 0.9].map((progress) => klWeight(annealing, progress))).toEqual([
      0, 0.25, 0.5, 1, 1,
    ]);
    expect(klWeight({ type: 'none' }, 0)).toBe(1);
  });
});
