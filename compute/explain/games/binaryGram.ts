/**
 * Σ_r weight_r · row_r · row_rᵀ for rows of 0 and 1, as a full symmetric matrix, row-major
 * [players × players]. Only the ones of a row are visited.
 * @param rows row-major [count × players]
 */
export function binaryGram(
  rows: Uint8Array,
  players: number,
  weights: ArrayLike<number>,
): Float64Array {
  const gram = new Float64Array(players * players);
  const ones = new Int32Array(players);
  for (let row = 0; row < weights.length; row++) {
    const weight = weights[row]!;
    let count = 0;
    for (let player = 0; player < players; player++) {
      if (rows[row * players + player]) ones[count++] = player;
    }
    for (let i = 0; i < count; i++) {
      const base = ones[i]! * players;
      for (let j = i; j < count; j++) gram[base + ones[j]!]! += weight;
    }
  }
  for (let i = 0; i < players; i++) {
    for (let j = 0; j < i; j++) gram[i * players + j] = gram[j * players + i]!;
  }
  return gram;
}

/**
 * Σ_r weight_r · row_r · values_rᵀ for rows of 0 and 1, row-major [players × outputs].
 * @param rows row-major [count × players]
 * @param values row-major [count × outputs]
 */
export function binaryCross(
  rows: Uint8Array,
  players: number,
  weights: ArrayLike<number>,
  values: Float64Array,
  outputs: number,
): Float64Array {
  const cross = new Float64Array(players * outputs);
  for (let row = 0; row < weights.length; row++) {
    const weight = weights[row]!;
    for (let player = 0; player < players; player++) {
      if (!rows[row * players + player]) continue;
      for (let output = 0; output < outputs; output++) {
        cross[player * outputs + output]! += weight * values[row * outputs + output]!;
      }
    }
  }
  return cross;
}
