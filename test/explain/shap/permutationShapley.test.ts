import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exactShapley } from '../../../compute/explain/shap/exactShapley.ts';
import { explainByPermutationShapley } from '../../../compute/explain/shap/permutationShapley.ts';
import { generatorFor } from '../../../compute/random/generator.ts';
import { closedFormGame, gameOf } from '../games/closedFormGame.ts';

const rounded = (values: ArrayLike<number>) =>
  Array.from(values, (value) => Math.round(value * 1e9) / 1e9);

describe('permutation-sampled Shapley', () => {
  it("is exact for shap's second-order function after one pair of walks", () => {
    // f = x₀x₂ + x₁ + x₂ + x₂x₃ at zeros and ones, the rest at 0.
    for (const x of [
      [1, 1, 1, 1],
      [0, 1, 1, 1],
      [1, 0, 1, 0],
      [1, 1, 0, 1],
    ]) {
      const game = gameOf(4, (z) => {
        const [a, b, c, d] = z.map((member, player) => member * x[player]!);
        return a! * c! + b! + c! + c! * d!;
      });
      const { values, standardErrors, evaluations } = explainByPermutationShapley(
        game,
        { evaluations: 6 },
        generatorFor(x.join('').length, ...x),
      );
      const [a, b, c, d] = x as [number, number, number, number];
      expect(rounded(values)).toEqual([(a * c) / 2, b, c + (a * c + c * d) / 2, (c * d) / 2]);
      expect([...standardErrors].every(Number.isNaN)).toBe(true);
      expect(evaluations).toBe(8);
    }
  });

  it.each([
    [
      [2, -2],
      [0, -2],
    ],
    [
      [4, 2],
      [1, 1],
    ],
  ] as const)("gives DeepExplain's numbers for the smaller of two: %j", (x, expected) => {
    const game = gameOf(2, ([a, b]) => Math.min(a! * x[0], b! * x[1]));
    const { values } = explainByPermutationShapley(game, { evaluations: 2 }, generatorFor(1));
    expect(rounded(values)).toEqual(expected);
  });

  it('is exact for every second-order game, with no error left', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 2, max: 7 }), (seed, players) => {
        const draw = generatorFor(seed, 'game');
        const pairs = Array.from({ length: players * players }, () => draw.normal());
        const game = gameOf(players, (z) =>
          pairs.reduce(
            (sum, value, index) =>
              sum + value * z[Math.floor(index / players)]! * z[index % players]!,
            1,
          ),
        );
        const options = { evaluations: 6 * (players - 1) };
        const { values, standardErrors } = explainByPermutationShapley(game, options, draw);
        const exact = exactShapley(game).values;
        values.forEach((value, player) => {
          expect(value).toBeCloseTo(exact[player]!, 9);
          expect(standardErrors[player]!).toBeLessThan(1e-9);
        });
      }),
      { numRuns: 40 },
    );
  });

  it('adds up to full − base in every output, whatever the budget', () => {
    for (const evaluations of [14, 100]) {
      const { values, base, full } = explainByPermutationShapley(
        closedFormGame(8),
        { evaluations },
        generatorFor(2),
      );
      for (const output of [0, 1]) {
        const own = [...values].filter((_, index) => index % 2 === output);
        expect(own.reduce((sum, value) => sum + value, 0)).toBeCloseTo(
          full[output]! - base[output]!,
          9,
        );
      }
    }
  });

  it('comes closer to the exact values with more walks, within its standard errors', () => {
    const game = closedFormGame(8);
    const exact = exactShapley(game).values;
    let [inside, intervals] = [0, 0];
    let [few, many] = [0, 0];
    for (let seed = 0; seed < 60; seed++) {
      const first = explainByPermutationShapley(game, { evaluations: 70 }, generatorFor(seed));
      const second = explainByPermutationShapley(game, { evaluations: 1400 }, generatorFor(seed));
      exact.forEach((value, index) => {
        few += (first.values[index]! - value) ** 2;
        many += (second.values[index]! - value) ** 2;
        intervals++;
        const error = Math.abs(second.values[index]! - value);
        if (error <= 1.96 * second.standardErrors[index]! + 1e-12) inside++;
      });
    }
    // Twenty times the pairs: a twentieth of the variance.
    expect(few / many).toBeGreaterThan(12);
    expect(few / many).toBeLessThan(33);
    expect(inside / intervals).toBeGreaterThan(0.92);
    expect(inside / intervals).toBeLessThan(0.98);
  });

  it('uses no more than its budget, in whole pairs', () => {
    const options = { evaluations: 100 };
    const { evaluations } = explainByPermutationShapley(
      closedFormGame(8),
      options,
      generatorFor(1),
    );
    expect(evaluations).toBe(2 + 7 * 14);
  });

  it('knows a game of one player, and refuses one of none or a budget of no pair', () => {
    const one = gameOf(1, ([z]) => 4 + 3 * z!);
    const { values, standardErrors } = explainByPermutationShapley(
      one,
      { evaluations: 0 },
      generatorFor(1),
    );
    expect([...values, ...standardErrors]).toEqual([3, 0]);
    expect(() =>
      explainByPermutationShapley(
        gameOf(0, () => 0),
        { evaluations: 9 },
        generatorFor(1),
      ),
    ).toThrow(RangeError);
    expect(() =>
      explainByPermutationShapley(closedFormGame(8), { evaluations: 13 }, generatorFor(1)),
    ).toThrow('evaluations is 13; a pair of walks takes 14');
  });
});
