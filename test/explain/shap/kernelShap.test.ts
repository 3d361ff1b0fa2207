import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exactShapley } from '../../../compute/explain/shap/exactShapley.ts';
import { explainByKernelShap } from '../../../compute/explain/shap/kernelShap.ts';
import { generatorFor } from '../../../compute/random/generator.ts';
import { closedFormGame, gameOf, gameOfMany } from '../games/closedFormGame.ts';

const sum = (values: ArrayLike<number>) =>
  Array.from(values).reduce((total, value) => total + value, 0);

describe('Kernel SHAP', () => {
  it('gives every player of a linear game its own weight, from few coalitions', () => {
    const weights = Array.from({ length: 20 }, (_, player) => Math.cos(player));
    const game = gameOf(20, (z) => 3 + z.reduce((all, member, i) => all + member * weights[i]!, 0));
    const { values, standardErrors } = explainByKernelShap(
      game,
      { evaluations: 200 },
      generatorFor(1),
    );
    weights.forEach((weight, player) => {
      expect(values[player]!).toBeCloseTo(weight, 9);
      expect(standardErrors[player]!).toBeLessThan(1e-8);
    });
  });

  it('gives nothing to anybody in a constant game', () => {
    const { values } = explainByKernelShap(
      gameOf(9, () => 5),
      { evaluations: 60 },
      generatorFor(1),
    );
    for (const value of values) expect(Math.abs(value)).toBeLessThan(1e-8);
  });

  it('shares a second-order game exactly', () => {
    // f = x₀x₂ + x₁ + x₂ + x₂x₃: halves of the products to each partner.
    const game = gameOf(4, ([a, b, c, d]) => a! * c! + b! + c! + c! * d!);
    const { values } = explainByKernelShap(game, { evaluations: 14 }, generatorFor(2));
    expect([...values].map((value) => Math.round(value * 1e9) / 1e9)).toEqual([0.5, 1, 2, 0.5]);
  });

  it('knows games without players and with one', () => {
    const none = explainByKernelShap(
      gameOfMany(0, 2, () => []),
      { evaluations: 2 },
      generatorFor(1),
    );
    expect([none.values.length, none.enumerated]).toEqual([0, true]);
    const one = explainByKernelShap(
      gameOf(1, ([z]) => 4 + 3 * z!),
      { evaluations: 1 },
      generatorFor(1),
    );
    expect([...one.values]).toEqual([3]);
  });

  it('refuses a budget of no pair', () => {
    expect(() =>
      explainByKernelShap(closedFormGame(6), { evaluations: 1 }, generatorFor(1)),
    ).toThrow(/evaluations is 1; give at least 2/);
  });

  it('always shares the whole difference, whatever the sample', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 4, max: 14 }),
        fc.integer({ min: 2, max: 300 }),
        fc.integer(),
        (players, evaluations, seed) => {
          const game = closedFormGame(players);
          const { values, base, full } = explainByKernelShap(
            game,
            { evaluations },
            generatorFor(seed),
          );
          for (let output = 0; output < 2; output++) {
            const shares = Array.from({ length: players }, (_, i) => values[2 * i + output]!);
            expect(Math.abs(sum(shares) - (full[output]! - base[output]!))).toBeLessThan(1e-5);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('comes nearer to the exact values with more coalitions', () => {
    const game = closedFormGame(12);
    const exact = exactShapley(game).values;
    const error = (evaluations: number) => {
      const errors = Array.from({ length: 12 }, (_, seed) => {
        const { values } = explainByKernelShap(game, { evaluations }, generatorFor(seed));
        return Math.hypot(...values.map((value, index) => value - exact[index]!));
      });
      return sum(errors) / errors.length;
    };
    const few = error(60);
    const many = error(1000);
    expect(many).toBeLessThan(few / 2);
  });

  it('has standard errors whose intervals cover the exact values as often as they say', () => {
    const game = closedFormGame(10);
    const exact = exactShapley(game).values;
    let covered = 0;
    let all = 0;
    for (let seed = 0; seed < 150; seed++) {
      const { values, standardErrors } = explainByKernelShap(
        game,
        { evaluations: 200 },
        generatorFor(seed, 'coverage'),
      );
      values.forEach((value, index) => {
        all++;
        if (Math.abs(value - exact[index]!) <= 1.96 * standardErrors[index]!) covered++;
      });
    }
    expect(covered / all).toBeGreaterThan(0.9);
    expect(covered / all).toBeLessThan(0.98);
  });

  it('gives the same bytes for the same seed and others for another', () => {
    const values = (seed: number) =>
      explainByKernelShap(closedFormGame(11), { evaluations: 100 }, generatorFor(seed)).values;
    expect(values(5)).toEqual(values(5));
    expect(values(5)).not.toEqual(values(6));
  });
});

describe('exact Shapley values', () => {
  it('refuse more than sixteen players and fewer than one', () => {
    expect(() => exactShapley(gameOf(17, () => 0))).toThrow(/17 players; it takes 1 to 16/);
    expect(() => exactShapley(gameOf(0, () => 0))).toThrow(/0 players/);
  });

  it('are symmetric, and nothing for a player who never matters', () => {
    const game = gameOf(5, ([a, b, , d, e]) => Math.max(a! + b!, d! * e!));
    const { values } = exactShapley(game);
    expect(values[0]!).toBeCloseTo(values[1]!, 12);
    expect(values[3]!).toBeCloseTo(values[4]!, 12);
    expect(values[2]!).toBeCloseTo(0, 12);
  });
});
