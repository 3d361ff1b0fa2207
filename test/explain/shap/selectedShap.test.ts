import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lassoPath } from '../../../compute/explain/shap/lassoPath.ts';
import { explainBySelectedShap } from '../../../compute/explain/shap/selectedShap.ts';
import { explainByShapSampling } from '../../../compute/explain/shap/shapSampling.ts';
import { generatorFor } from '../../../compute/random/generator.ts';
import type { Game } from '../../../compute/explain/game.ts';
import { gameOf } from '../games/closedFormGame.ts';

interface Golden {
  readonly lasso: {
    readonly rows: number;
    readonly columns: number;
    readonly coefficients: readonly (readonly number[])[];
  };
  readonly aic_selection: readonly {
    readonly selected: readonly number[];
    readonly selectedValues: readonly number[];
  }[];
}

const golden = JSON.parse(
  readFileSync(new URL('../../golden/study_2021.json', import.meta.url), 'utf8'),
) as Golden;

/** Columns of length 1 about 0, as XᵀX and Xᵀy. */
function design(columns: readonly number[][], values: readonly number[]) {
  const centred = (own: readonly number[]) => {
    const mean = own.reduce((sum, value) => sum + value, 0) / own.length;
    return own.map((value) => value - mean);
  };
  const unit = columns.map((own) => {
    const about0 = centred(own);
    const length = Math.hypot(...about0);
    return about0.map((value) => value / length);
  });
  const dot = (one: readonly number[], other: readonly number[]) =>
    one.reduce((sum, value, row) => sum + value * other[row]!, 0);
  const wanted = centred(values);
  return {
    gram: Float64Array.from(unit.flatMap((one) => unit.map((other) => dot(one, other)))),
    cross: Float64Array.from(unit, (own) => dot(own, wanted)),
  };
}

/** The design of the golden path: the eighth column is nearly a mixture of three others. */
function goldenDesign() {
  const { rows, columns } = golden.lasso;
  const x = Array.from({ length: columns }, (_, j) =>
    Array.from(
      { length: rows },
      (_, i) => Math.sin(1.3 * (i + 1) * (j + 1)) + 0.3 * Math.cos(0.7 * i * j),
    ),
  );
  x[7] = x[7]!.map((own, i) => 0.8 * x[2]![i]! + 0.75 * x[4]![i]! - 0.5 * x[6]![i]! + 0.1 * own);
  const y = Array.from(
    { length: rows },
    (_, i) => 2 * x[2]![i]! + 1.5 * x[4]![i]! + 0.9 * x[6]![i]! + 0.8 * Math.sin(2.9 * i),
  );
  return design(x, y);
}

describe('the path of the lasso', () => {
  it("is scikit-learn's, where a column joins and leaves again too", () => {
    const { gram, cross } = goldenDesign();
    const path = lassoPath(gram, cross);
    const expected = golden.lasso.coefficients;
    const leaves = path.some((own, at) =>
      own.some((value, j) => value === 0 && (path[at - 1]?.[j] ?? 0) !== 0),
    );
    expect(leaves).toBe(true);
    expect(path.length).toBe(expected.length);
    path.forEach((coefficients, at) =>
      coefficients.forEach((value, j) => expect(value).toBeCloseTo(expected[at]![j]!, 9)),
    );
  });

  it('meets the conditions of a minimum at every turn', () => {
    for (let seed = 0; seed < 20; seed++) {
      const generator = generatorFor(seed);
      const column = () => Array.from({ length: 25 }, () => generator.normal());
      const { gram, cross } = design(Array.from({ length: 8 }, column), column());
      const path = lassoPath(gram, cross);
      let level = Infinity;
      for (const coefficients of path) {
        const correlations = cross.map(
          (own, j) =>
            own - coefficients.reduce((sum, value, k) => sum + gram[j * 8 + k]! * value, 0),
        );
        const largest = Math.max(...correlations.map(Math.abs));
        expect(largest).toBeLessThan(level + 1e-12);
        level = largest;
        coefficients.forEach((value, j) => {
          if (value !== 0) expect(correlations[j]).toBeCloseTo(Math.sign(value) * largest, 9);
        });
      }
      expect(level).toBeLessThan(1e-9);
    }
  });

  it('leaves out a column that another one repeats, and stays at 0 where nothing correlates', () => {
    const own = [1, 2, 4, 3, 7];
    const { gram, cross } = design([own, own], [2, 1, 5, 3, 6]);
    const last = lassoPath(gram, cross).at(-1)!;
    expect(last.filter((value) => value !== 0).length).toBe(1);
    expect(lassoPath(gram, new Float64Array(2))).toEqual([new Float64Array(2)]);
  });
});

const PLAYERS = 20;

/** Games of many, of three and of symmetric players. */
function goldenGame(): Game {
  const games = [
    (z: readonly number[]) =>
      Math.tanh(z.reduce((sum, member, at) => sum + member * Math.sin(1.9 * (at + 1)), -0.4)),
    (z: readonly number[]) => 1 / (1 + Math.exp(-(6 * z[3]! * z[7]! + 3 * z[11]! - 2 * z[2]! - 4))),
    (z: readonly number[]) => (z.reduce((sum, member) => sum + member, 0) > 17 ? 1 : 0),
  ];
  return {
    players: PLAYERS,
    outputs: games.length,
    values: (coalitions) => {
      const rows = Array.from({ length: coalitions.length / PLAYERS }, (_, row) => [
        ...coalitions.subarray(row * PLAYERS, (row + 1) * PLAYERS),
      ]);
      return Float64Array.from(rows.flatMap((z) => games.map((own) => own(z))));
    },
  };
}

describe('Kernel SHAP with players selected by AIC', () => {
  it('selects the players, and gives them the values, that shap with scikit-learn does', () => {
    const { selectedValues, selected } = explainBySelectedShap(goldenGame(), 300, generatorFor(8));
    golden.aic_selection.forEach((expected, output) => {
      const own = expected.selectedValues.map((_, player) => selectedValues[player * 3 + output]!);
      const chosen = [...own.keys()].filter((player) => own[player] !== 0);
      expect(chosen).toEqual(expected.selected);
      expect(selected[output]).toBe(expected.selected.length);
      own.forEach((value, player) =>
        expect(value).toBeCloseTo(expected.selectedValues[player]!, 9),
      );
    });
  });

  it('is plain sampling where nobody is left out', () => {
    const { values } = explainBySelectedShap(goldenGame(), 300, generatorFor(8));
    const plain = explainByShapSampling(goldenGame(), { evaluations: 300 }, generatorFor(8));
    values.forEach((value, at) => expect(value).toBeCloseTo(plain.values[at]!, 9));
  });

  it('selects nobody in a game without a winner', () => {
    const { selectedValues, selected } = explainBySelectedShap(
      gameOf(12, () => 3),
      100,
      generatorFor(1),
    );
    expect([...selectedValues]).toEqual(Array(12).fill(0));
    expect(selected).toEqual([0]);
  });
});
