import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { exactShapley } from '../../../compute/explain/shap/exactShapley.ts';
import { explainByKernelShap } from '../../../compute/explain/shap/kernelShap.ts';
import { shapPlan } from '../../../compute/explain/shap/shapPlan.ts';
import { generatorFor } from '../../../compute/random/generator.ts';
import { closedFormGame } from '../games/closedFormGame.ts';

interface Golden {
  readonly plans: readonly {
    readonly M: number;
    readonly nsamples: number;
    readonly full_sizes: number;
    readonly fixed: number;
    readonly random: number;
    readonly weight_left: number;
    readonly w: readonly number[];
    readonly fixed_w: readonly number[];
  }[];
  readonly [game: `closed_form_game_M${number}`]: {
    readonly phi: readonly (readonly number[])[];
    readonly f_empty: readonly number[];
    readonly f_full: readonly number[];
  };
}

const golden = JSON.parse(
  readFileSync(new URL('../../golden/kernelshap.json', import.meta.url), 'utf8'),
) as Golden;

function expectNear(actual: ArrayLike<number>, expected: readonly number[], tolerance: number) {
  expect(actual.length).toBe(expected.length);
  expected.forEach((value, index) => {
    expect(Math.abs(actual[index]! - value)).toBeLessThan(tolerance);
  });
}

describe.each([4, 6])('the closed-form game of %i players', (players) => {
  const game = closedFormGame(players);
  const { phi, f_empty: empty, f_full: full } = golden[`closed_form_game_M${players}`]!;

  it('has the golden Shapley values by definition', () => {
    const exact = exactShapley(game);
    expectNear(exact.values, phi.flat(), 1e-12);
    expectNear(exact.base, empty, 1e-12);
    expectNear(exact.full, full, 1e-12);
  });

  it('has them by the regression over all coalitions', () => {
    const estimate = explainByKernelShap(game, { evaluations: 2 ** players - 2 }, generatorFor(1));
    expect(estimate.enumerated).toBe(true);
    expectNear(estimate.values, phi.flat(), 1e-6);
    expect([...estimate.standardErrors].every((error) => error === 0)).toBe(true);
  });
});

describe("the plan of shap's KernelExplainer", () => {
  it.each(golden.plans.map((plan) => ({ plan })))(
    'is reproduced for $plan.M players and $plan.nsamples coalitions',
    ({ plan }) => {
      const found = shapPlan(plan.M, plan.nsamples);
      expect([found.enumeratedSizes, found.fixed, found.random]).toEqual([
        plan.full_sizes,
        plan.fixed,
        plan.random,
      ]);
      expect(Math.abs(found.weightLeft - plan.weight_left)).toBeLessThan(1e-6);
      expectNear(found.sizeWeights.slice(0, plan.w.length), plan.w, 1e-6);
      expectNear(found.fixedWeights.slice(0, plan.fixed_w.length), plan.fixed_w, 1e-6);
    },
  );
});
