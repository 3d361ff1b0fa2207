/** The package brings no types. */
declare module 'cholesky-solve' {
  /**
   * Factors a sparse symmetric positive definite matrix as L D Lᵀ (Davis 2005, algorithm 849).
   * @param entries row, column, value; the diagonal and what is above it
   * @returns a function that solves for a right-hand side, into an array that the next call overwrites;
   * null when the matrix is singular
   */
  export function prepare(
    entries: readonly (readonly [row: number, column: number, value: number])[],
    size: number,
  ): ((rightHandSide: ArrayLike<number>) => number[]) | null;
}
