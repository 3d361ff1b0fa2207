/** Deviations σ_ij ≈ inputs_i · units_j: one number an input and one a unit, not one a weight. */
export interface RankOneDeviations {
  readonly inputs: Float32Array;
  readonly units: Float32Array;
}

/**
 * The product that keeps two sums of the variances, as the factored second moments of Shazeer & Stern
 * (2018, Adafactor) do: over the units of each input, and over the inputs of each unit, these weighted
 * by the mean squares of the inputs. The second is the variance of what a unit receives, which is all
 * that the next layer sees of deviations.
 * @param deviations row-major [inputs × units], all > 0
 * @param meanSquares of the inputs, one each, at least one > 0
 */
export function rankOneDeviations(
  deviations: Float32Array,
  meanSquares: Float64Array,
): RankOneDeviations {
  const count = deviations.length / meanSquares.length;
  const inputs = new Float64Array(meanSquares.length);
  const units = new Float64Array(count);
  deviations.forEach((deviation, index) => {
    const input = Math.floor(index / count);
    inputs[input]! += deviation ** 2 / count;
    units[index % count]! += meanSquares[input]! * deviation ** 2;
  });
  const received = inputs.reduce((sum, own, input) => sum + meanSquares[input]! * own, 0);
  return {
    inputs: Float32Array.from(inputs, Math.sqrt),
    units: Float32Array.from(units, (own) => Math.sqrt(own / received)),
  };
}

/** Deviations of all weights, row-major [inputs × units]. */
export function productsOf({ inputs, units }: RankOneDeviations): Float32Array {
  const products = new Float32Array(inputs.length * units.length);
  inputs.forEach((own, input) => {
    units.forEach((factor, unit) => {
      products[input * units.length + unit] = own * factor;
    });
  });
  return products;
}
