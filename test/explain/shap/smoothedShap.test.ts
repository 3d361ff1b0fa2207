import fc from 'fast-check';
import { Matrix, solve } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import type { Game } from '../../../compute/explain/game.ts';
import { coalitionsByBitmask } from '../../../compute/explain/games/coalitions.ts';
import { coalitionKernel } from '../../../compute/explain/shap/coalitionKernel.ts';
import { exactShapley } from '../../../compute/explain/shap/exactShapley.ts';
import { explainByKernelShap } from '../../../compute/explain/shap/kernelShap.ts';
import { explainBySmoothedShap } from '../../../compute/explain/shap/smoothedShap.ts';
import { generatorFor } from '../../../compute/random/generator.ts';
import { closedFormGame, gameOf } from '../games/closedFormGame.ts';

const PLAYERS = 6;
const OPPOSITE = 0.1;

const distance = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((sum, value, player) => sum + Number(value !== b[player]!), 0);

/** The covariance of odd parts, from the definition. */
function oddCovariance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const correlation = OPPOSITE ** (1 / a.length);
  const apart = distance(a, b);
  return (correlation ** apart - correlation ** (a.length - apart)) / 2;
}

const rowsOf = (coalitions: Uint8Array, players: number) =>
  Array.from({ length: coalitions.length / players }, (_, row) =>
    coalitions.slice(row * players, (row + 1) * players),
  );

/** A game whose interactions of three players count about as much as players do alone. */
function thirdOrderGame(players: number, seed: number): Game {
  const draw = generatorFor(seed, 'game');
  const own = Array.from({ length: players }, () => draw.normal());
  const triples = Array.from({ length: players }, () => ({
    members: [draw.below(players), draw.below(players), draw.below(players)],
    worth: draw.normal(),
  }));
  return gameOf(players, (z) =>
    triples.reduce(
      (sum, { members, worth }) => sum + (members.every((player) => z[player]) ? worth : 0),
      own.reduce((sum, worth, player) => sum + worth * z[player]!, 0),
    ),
  );
}

describe('the kernel of coalitions', () => {
  it.each([1, 2, 3, 5, 8])('gives the Shapley values of itself, with %i players', (players) => {
    const { covariance, withValue, valueVariance } = coalitionKernel(players, OPPOSITE);
    const all = rowsOf(coalitionsByBitmask(players, 0, 2 ** players), players);
    for (const coalition of all) {
      const game = gameOf(players, (z) => oddCovariance(z, coalition));
      const { values } = exactShapley(game);
      values.forEach((value, player) => {
        const others = coalition.reduce((sum, member) => sum + member, 0) - coalition[player]!;
        expect(value).toBeCloseTo((coalition[player] ? 1 : -1) * withValue[others]!, 12);
      });
    }
    all.forEach((coalition) => {
      expect(covariance[distance(coalition, all[0]!)]).toBeCloseTo(
        oddCovariance(coalition, all[0]!),
        12,
      );
    });
    const ofFirst = gameOf(players, (z) => {
      const others = z.slice(1).reduce((sum, member) => sum + member, 0);
      return (z[0] ? 1 : -1) * withValue[others]!;
    });
    expect(valueVariance).toBeCloseTo(exactShapley(ofFirst).values[0]!, 12);
  });

  it('stays finite and positive for as many players as an image has pixels', () => {
    const { withValue, valueVariance } = coalitionKernel(1024, OPPOSITE);
    for (const value of withValue) expect(value).toBeGreaterThan(0);
    expect(valueVariance).toBeGreaterThan(0);
    expect(valueVariance).toBeLessThan(1);
  });
});

describe('smoothed Kernel SHAP', () => {
  it('gives the Shapley values of the posterior mean, computed densely', () => {
    const game = closedFormGame(PLAYERS);
    let asked = new Uint8Array(0);
    const watched = { ...game, values: (rows: Uint8Array) => game.values((asked = rows.slice())) };
    const { values } = explainBySmoothedShap(watched, { evaluations: 40 }, generatorFor(3));
    const worth = game.values(asked);
    const coalitions = rowsOf(asked, PLAYERS);
    const used = coalitions.filter((_, row) => row === 1 || (row > 1 && row % 2 === 0));
    const rowOf = new Map(coalitions.map((coalition, row) => [coalition.join(''), row]));
    const odd = (coalition: Uint8Array, output: number) => {
      const opposite = coalition.map((member) => 1 - member);
      const valueAt = (own: Uint8Array) => worth[rowOf.get(own.join(''))! * game.outputs + output]!;
      return (valueAt(coalition) - valueAt(opposite)) / 2;
    };
    const signs = (z: ArrayLike<number>) => Array.from(z, (member) => (member ? 1 : -1));
    // The system of universal kriging (Matheron 1969): residual weights and trend at once.
    const size = used.length + PLAYERS;
    const system = Matrix.zeros(size, size);
    used.forEach((a, i) => {
      used.forEach((b, j) => system.set(i, j, oddCovariance(a, b)));
      signs(a).forEach((sign, player) => {
        system.set(i, used.length + player, sign);
        system.set(used.length + player, i, sign);
      });
    });
    for (let output = 0; output < game.outputs; output++) {
      const right = [...used.map((a) => odd(a, output)), ...Array<number>(PLAYERS).fill(0)];
      const solved = solve(system, Matrix.columnVector(right)).to1DArray();
      const mean = gameOf(PLAYERS, (z) =>
        [...used.map((a) => oddCovariance(z, a)), ...signs(z)].reduce(
          (sum, basis, index) => sum + basis * solved[index]!,
          0,
        ),
      );
      exactShapley(mean).values.forEach((value, player) => {
        expect(values[player * game.outputs + output]).toBeCloseTo(value, 5);
      });
    }
  });

  it('is exact where players only add up, with no error left', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 8, max: 20 }), (seed, players) => {
        const draw = generatorFor(seed, 'worth');
        const worth = Array.from({ length: players }, () => draw.normal());
        const game = gameOf(players, (z) => z.reduce((sum, own, at) => sum + own * worth[at]!, 2));
        const { values, standardErrors } = explainBySmoothedShap(
          game,
          { evaluations: 6 * players },
          draw,
        );
        values.forEach((value, player) => {
          expect(value).toBeCloseTo(worth[player]!, 6);
          expect(standardErrors[player]).toBeLessThan(1e-3);
        });
      }),
      { numRuns: 25 },
    );
  });

  it('adds up to full − base in every output', () => {
    const { values, base, full } = explainBySmoothedShap(
      closedFormGame(8),
      { evaluations: 60 },
      generatorFor(2),
    );
    const outputs = base.length;
    for (let output = 0; output < outputs; output++) {
      const sum = values.reduce(
        (all, value, at) => (at % outputs === output ? all + value : all),
        0,
      );
      expect(sum).toBeCloseTo(full[output]! - base[output]!, 9);
    }
  });

  it('errs less than the regression on the same coalitions, and knows how much', () => {
    const players = 12;
    let [better, covered, cases] = [0, 0, 0];
    for (let seed = 0; seed < 20; seed++) {
      const game = thirdOrderGame(players, seed);
      const exact = exactShapley(game).values;
      const error = (values: Float64Array) =>
        Math.hypot(...values.map((value, player) => value - exact[player]!));
      const options = { evaluations: 300 };
      const smoothed = explainBySmoothedShap(game, options, generatorFor(seed));
      const plain = explainByKernelShap(game, options, generatorFor(seed));
      expect(smoothed.evaluations).toBe(plain.evaluations);
      better += Number(error(smoothed.values) < error(plain.values));
      smoothed.values.forEach((value, player) => {
        covered += Number(
          Math.abs(value - exact[player]!) <= 1.96 * smoothed.standardErrors[player]!,
        );
        cases++;
      });
    }
    expect(better).toBeGreaterThanOrEqual(19);
    expect(covered / cases).toBeGreaterThan(0.9);
  });

  it('is Kernel SHAP where all coalitions are known, or too few', () => {
    for (const evaluations of [2 ** PLAYERS, 4]) {
      const [smoothed, plain] = [explainBySmoothedShap, explainByKernelShap].map((explain) =>
        explain(closedFormGame(PLAYERS), { evaluations }, generatorFor(5)),
      );
      expect(smoothed).toEqual(plain);
    }
    const nobody: Game = { players: 0, outputs: 1, values: () => new Float64Array(0) };
    expect(explainBySmoothedShap(nobody, { evaluations: 10 }, generatorFor(1)).values.length).toBe(
      0,
    );
  });

  it('refuses a budget of less than a pair', () => {
    expect(() =>
      explainBySmoothedShap(closedFormGame(4), { evaluations: 1 }, generatorFor(1)),
    ).toThrow('evaluations is 1');
  });
});
