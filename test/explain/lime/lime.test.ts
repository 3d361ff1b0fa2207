import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { cosineKernel } from '../../../compute/explain/lime/cosineKernel.ts';
import { explainByLime } from '../../../compute/explain/lime/lime.ts';
import { drawMasks } from '../../../compute/explain/lime/masks.ts';
import { fitSurrogate } from '../../../compute/explain/lime/surrogate.ts';
import { generatorFor } from '../../../compute/random/generator.ts';
import { closedFormGame, gameOf } from '../games/closedFormGame.ts';

interface GoldenFit {
  readonly intercept: number;
  readonly coef: readonly number[];
  readonly r2: number;
  readonly local_pred: number;
}

interface Golden {
  readonly label0: GoldenFit;
  readonly label0_nf3: {
    readonly features: readonly (readonly [number, number])[];
    readonly intercept: number;
    readonly r2: number;
  };
  readonly Z: readonly (readonly number[])[];
  readonly y: readonly (readonly [number, number])[];
  readonly weights: readonly number[];
}

const golden = JSON.parse(
  readFileSync(new URL('../../golden/lime_base.json', import.meta.url), 'utf8'),
) as Golden;

const masks = Uint8Array.from(golden.Z.flat());
const values = Float64Array.from(golden.y.flat());
const weights = Float64Array.from(golden.weights);

describe('the surrogate of LIME against the numbers of the lime package', () => {
  it('weighs masks as lime does', () => {
    golden.Z.forEach((mask, index) => {
      const ones = mask.reduce((count, entry) => count + entry, 0);
      expect(cosineKernel(ones, mask.length, 0.25)).toBeCloseTo(golden.weights[index]!, 12);
    });
  });

  it('has its coefficients, intercept, R² and local prediction', () => {
    const fit = fitSurrogate(masks, values, weights, { ridge: 1, features: 6 });
    const own = golden.label0.coef.map((_, player) => fit.coefficients[2 * player]!);
    golden.label0.coef.forEach((coefficient, player) => {
      expect(Math.abs(own[player]! - coefficient)).toBeLessThan(1e-6);
    });
    expect(fit.intercepts[0]!).toBeCloseTo(golden.label0.intercept, 6);
    expect(fit.r2[0]!).toBeCloseTo(golden.label0.r2, 6);
    const local = fit.intercepts[0]! + own.reduce((sum, coefficient) => sum + coefficient, 0);
    expect(local).toBeCloseTo(golden.label0.local_pred, 6);
  });

  it('keeps the three features that lime keeps, refitted', () => {
    const fit = fitSurrogate(masks, values, weights, { ridge: 1, features: 3 });
    const kept = new Map(golden.label0_nf3.features);
    for (let player = 0; player < 6; player++) {
      expect(fit.coefficients[2 * player]!).toBeCloseTo(kept.get(player) ?? 0, 6);
    }
    expect(fit.intercepts[0]!).toBeCloseTo(golden.label0_nf3.intercept, 6);
    expect(fit.r2[0]!).toBeCloseTo(golden.label0_nf3.r2, 6);
  });
});

describe('LIME', () => {
  it('recovers a linear game without a penalty, with R² 1', () => {
    const game = gameOf(12, (z) => 1 + z.reduce((sum, member, i) => sum + member * (i - 4), 0));
    const { coefficients, intercepts, r2, localPredictions } = explainByLime(
      game,
      { evaluations: 300, ridge: 0 },
      generatorFor(1),
    );
    coefficients.forEach((coefficient, player) => {
      expect(coefficient).toBeCloseTo(player - 4, 8);
    });
    expect(intercepts[0]!).toBeCloseTo(1, 8);
    expect(r2[0]!).toBeCloseTo(1, 10);
    expect(localPredictions[0]!).toBeCloseTo(1 + 66 - 48, 8);
  });

  it('takes every mask once where all fit into the budget, whatever the seed', () => {
    const explain = (seed: number) =>
      explainByLime(closedFormGame(6), { evaluations: 64 }, generatorFor(seed));
    expect(explain(1).enumerated).toBe(true);
    expect(explain(1).evaluations).toBe(64);
    expect(explain(1).coefficients).toEqual(explain(2).coefficients);
  });

  it('draws the full mask first, then fair coins, merged where equal', () => {
    const { masks: drawn, counts } = drawMasks(11, 1000, false, generatorFor(3));
    expect([...drawn.subarray(0, 11)]).toEqual(Array(11).fill(1));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1000);
    const keys = new Set(
      counts.map((_, row) => parseInt([...drawn.subarray(row * 11, row * 11 + 11)].join(''), 2)),
    );
    expect(keys.size).toBe(counts.length);
    const ones = counts.reduce(
      (sum, count, row) =>
        sum +
        count * drawn.subarray(row * 11, row * 11 + 11).reduce((all, entry) => all + entry, 0),
      0,
    );
    expect(Math.abs(ones / 11_000 - 0.5)).toBeLessThan(0.02);
  });

  it('pairs masks with their complements when asked to', () => {
    const { masks: drawn } = drawMasks(20, 101, true, generatorFor(3));
    for (let pair = 1; pair < 100; pair += 2) {
      const first = drawn.subarray(pair * 20, (pair + 1) * 20);
      const second = drawn.subarray((pair + 1) * 20, (pair + 2) * 20);
      expect([...first].map((entry) => 1 - entry)).toEqual([...second]);
    }
  });

  it.each([
    ['evaluations', { evaluations: 0 }],
    ['ridge', { evaluations: 10, ridge: -1 }],
    ['kernelWidth', { evaluations: 10, kernelWidth: 0 }],
    ['features', { evaluations: 10, features: 0 }],
  ])('names the option %s when it cannot be', (field, options) => {
    expect(() => explainByLime(closedFormGame(6), options, generatorFor(1))).toThrow(
      new RegExp(`LIME: ${field} is`),
    );
  });
});
