import { CholeskyDecomposition, Matrix } from 'ml-matrix';

/** A column whose remainder after the active ones is below this share of 1 adds nothing new. */
const DEPENDENT = 1e-10;

/** Correlations below this count as none. */
const NEGLIGIBLE = 1e-14;

/**
 * The whole path of the lasso, by least angle regression with its lasso modification (Efron et al.
 * 2004, "Least angle regression", sections 2 and 3.1): coefficients that minimise
 * ½ |y − Xβ|² + λ Σ |β| at every λ where the set of columns that take part changes, from the λ at which
 * all are 0 down to 0.
 * @param gram XᵀX, row-major [columns × columns], with ones on the diagonal (or zeros, for columns
 *   that hold nothing)
 * @param cross Xᵀy, one a column
 * @returns coefficients at each such λ, the largest first
 */
export function lassoPath(gram: Float64Array, cross: Float64Array): Float64Array[] {
  const columns = cross.length;
  const coefficients = new Float64Array(columns);
  const path = [coefficients.slice()];
  const correlations = cross.slice();
  const active: number[] = [];
  const excluded = new Set<number>();
  const scale = Math.max(...cross.map(Math.abs), 0);
  let dropped: number | undefined;
  // Each round adds or drops one column; paths are short, and rounding must not make one endless.
  for (let round = 0; round < 8 * columns; round++) {
    const adds = dropped === undefined || active.length === 0;
    if (adds && !addColumn(gram, correlations, active, excluded, scale)) break;
    dropped = undefined;
    const level = Math.abs(correlations[active[0]!]!);
    if (level <= NEGLIGIBLE * scale) break;
    const direction = equiangular(gram, active, correlations, columns);
    const slopes = Float64Array.from({ length: columns }, (_, column) =>
      active.reduce(
        (sum, member, at) => sum + gram[column * columns + member]! * direction[at]!,
        0,
      ),
    );
    let step = level;
    for (let column = 0; column < columns; column++) {
      if (active.includes(column) || excluded.has(column)) continue;
      const own = correlations[column]!;
      for (const meeting of [
        (level - own) / (1 - slopes[column]!),
        (level + own) / (1 + slopes[column]!),
      ]) {
        if (meeting > NEGLIGIBLE * scale && meeting < step) step = meeting;
      }
    }
    active.forEach((member, at) => {
      const crossing = -coefficients[member]! / direction[at]!;
      if (crossing > 0 && crossing < step) [step, dropped] = [crossing, at];
    });
    active.forEach((member, at) => (coefficients[member]! += step * direction[at]!));
    correlations.forEach((_, column) => (correlations[column]! -= step * slopes[column]!));
    if (dropped !== undefined) coefficients[active.splice(dropped, 1)[0]!] = 0;
    path.push(coefficients.slice());
  }
  return path;
}

/** Lets the column of largest correlation take part, unless it is a mixture of those that do. */
function addColumn(
  gram: Float64Array,
  correlations: Float64Array,
  active: number[],
  excluded: Set<number>,
  scale: number,
): boolean {
  const columns = correlations.length;
  for (;;) {
    let [best, most] = [-1, NEGLIGIBLE * scale];
    for (let column = 0; column < columns; column++) {
      const size = Math.abs(correlations[column]!);
      if (size > most && !active.includes(column) && !excluded.has(column))
        [best, most] = [column, size];
    }
    if (best < 0) return false;
    if (remainder(gram, columns, active, best) > DEPENDENT) {
      active.push(best);
      return true;
    }
    excluded.add(best);
  }
}

/** Squared length of what a column has beyond the active ones. */
function remainder(gram: Float64Array, columns: number, active: readonly number[], column: number) {
  const own = gram[column * columns + column]!;
  if (active.length === 0) return own;
  const shared = Matrix.columnVector(active.map((member) => gram[member * columns + column]!));
  const solved = new CholeskyDecomposition(subGram(gram, columns, active)).solve(shared);
  return own - shared.transpose().mmul(solved).get(0, 0);
}

/** The direction in which all active correlations fall at the same rate, by 1 a unit step. */
function equiangular(
  gram: Float64Array,
  active: readonly number[],
  correlations: Float64Array,
  columns: number,
): number[] {
  const signs = Matrix.columnVector(active.map((member) => Math.sign(correlations[member]!)));
  return new CholeskyDecomposition(subGram(gram, columns, active)).solve(signs).to1DArray();
}

function subGram(gram: Float64Array, columns: number, active: readonly number[]): Matrix {
  const matrix = new Matrix(active.length, active.length);
  active.forEach((row, i) =>
    active.forEach((column, j) => matrix.set(i, j, gram[row * columns + column]!)),
  );
  return matrix;
}
