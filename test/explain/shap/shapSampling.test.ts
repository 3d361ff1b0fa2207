import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { coalitionKey } from '../../../compute/explain/games/coalitions.ts';
import { exactShapley } from '../../../compute/explain/shap/exactShapley.ts';
import { drawShapCoalitions } from '../../../compute/explain/shap/shapCoalitions.ts';
import { explainByShapSampling } from '../../../compute/explain/shap/shapSampling.ts';
import { generatorFor } from '../../../compute/random/generator.ts';
import { closedFormGame, gameOf } from '../games/closedFormGame.ts';

/** shap's own counters: see test/golden/kernelshap.json. */
interface GoldenPlan {
  readonly M: number;
  readonly nsamples: number;
  readonly fixed: number;
  readonly random: number;
  readonly weight_left: number;
  readonly fixed_w: readonly number[];
}

const { plans } = JSON.parse(
  readFileSync(new URL('../../golden/kernelshap.json', import.meta.url), 'utf8'),
) as { plans: readonly GoldenPlan[] };

const sum = (values: ArrayLike<number>) => Array.from(values).reduce((all, own) => all + own, 0);

describe("the coalitions of shap's sampling", () => {
  it.each(plans.map((plan) => ({ plan })))(
    'follow the plan for $plan.M players and $plan.nsamples evaluations',
    ({ plan }) => {
      const { M: players, nsamples, fixed, random } = plan;
      const { coalitions, weights } = drawShapCoalitions(players, nsamples, generatorFor(1));
      const rows = Array.from(weights, (_, row) =>
        coalitions.subarray(row * players, (row + 1) * players),
      );
      expect(rows.length).toBe(fixed + random);
      expect(sum(weights)).toBeCloseTo(1, 9);
      expect(sum(weights.subarray(fixed))).toBeCloseTo(plan.weight_left, 5);
      expect(new Set(rows.map(coalitionKey)).size).toBe(rows.length);
      const ofSize = (size: number) => rows.flatMap((row, at) => (sum(row) === size ? [at] : []));
      plan.fixed_w.forEach((weight, index) => {
        for (const at of ofSize(index + 1)) expect(weights[at]!).toBeCloseTo(weight, 6);
      });
      for (const row of rows) {
        expect(sum(row)).toBeGreaterThan(0);
        expect(sum(row)).toBeLessThan(players);
      }
    },
  );

  it('come in pairs of complements with the same weight, where a size is not its own', () => {
    const players = 11;
    const { coalitions, weights } = drawShapCoalitions(players, 200, generatorFor(2));
    for (let row = 0; row < weights.length; row += 2) {
      expect(weights[row + 1]).toBe(weights[row]);
      for (let player = 0; player < players; player++) {
        expect(
          coalitions[row * players + player]! + coalitions[(row + 1) * players + player]!,
        ).toBe(1);
      }
    }
  });

  it('have random sizes by their kernel weight', () => {
    // None is enumerated: of each size and its complement (M − 1) / (s (M − s)), summing to 1.
    const players = 101;
    const { coalitions, weights } = drawShapCoalitions(players, 160, generatorFor(3));
    let singles = 0;
    for (let row = 0; row < weights.length; row++) {
      const size = sum(coalitions.subarray(row * players, (row + 1) * players));
      if (size === 1 || size === players - 1) singles += weights[row]!;
    }
    const kernel = Array.from({ length: 50 }, (_, index) => 1 / ((index + 1) * (100 - index)));
    const share = kernel[0]! / sum(kernel);
    expect(Math.abs(singles - share)).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / 80));
  });

  it('gain weight when they are drawn again', () => {
    // The six coalitions of size 2 of 4 players take all weight that is left.
    const { weights } = drawShapCoalitions(4, 12, generatorFor(4));
    const drawn = [...weights.subarray(8)];
    expect(drawn.length).toBe(4);
    expect(sum(drawn)).toBeCloseTo(1 - 8 * (1 / 11), 9);
  });
});

describe("shap's sampling of Shapley values", () => {
  it.each([4, 6, 8])('is exact for %i players once all coalitions fit', (players) => {
    const game = closedFormGame(players);
    const found = explainByShapSampling(game, { evaluations: 2 ** players - 2 }, generatorFor(1));
    const exact = exactShapley(game).values;
    found.values.forEach((value, index) => {
      expect(Math.abs(value - exact[index]!)).toBeLessThan(1e-9);
    });
    expect(found.evaluations).toBe(2 ** players);
  });

  it('is exact for additive games at any budget', () => {
    const worths = Array.from({ length: 12 }, (_, player) => Math.sin(player + 1));
    const game = gameOf(12, (z) => 3 + sum(z.map((member, player) => member * worths[player]!)));
    for (const evaluations of [24, 101, 500]) {
      const { values } = explainByShapSampling(game, { evaluations }, generatorFor(evaluations));
      values.forEach((value, player) => expect(value).toBeCloseTo(worths[player]!, 9));
    }
  });

  it('adds up to full − base, and comes nearer to the exact values with the budget', () => {
    const game = closedFormGame(10);
    const exact = exactShapley(game);
    const errorOf = (evaluations: number) => {
      const errors = Array.from({ length: 10 }, (_, seed) => {
        const { values } = explainByShapSampling(game, { evaluations }, generatorFor(seed));
        const total = sum(values.filter((_, index) => index % 2 === 0));
        expect(total).toBeCloseTo(exact.full[0]! - exact.base[0]!, 9);
        return sum(values.map((value, index) => (value - exact.values[index]!) ** 2));
      });
      return sum(errors);
    };
    expect(errorOf(600)).toBeLessThan(errorOf(60) / 3);
  });

  it('refuses budgets that do not determine the values', () => {
    expect(() =>
      explainByShapSampling(closedFormGame(8), { evaluations: 4 }, generatorFor(1)),
    ).toThrow('give at least 16 evaluations');
  });
});
