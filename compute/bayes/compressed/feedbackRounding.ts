import { CholeskyDecomposition, Matrix } from 'ml-matrix';

/** Added to the diagonal of the mean products, as a share of its mean: inputs never lit need it. */
const DAMPING = 0.01;

/**
 * Rounds the weights of a layer to multiples of their steps, one input after the other. What rounding
 * an input's weight has cost is made good by those that are still to be rounded, as far as inputs go
 * together. With H = E[x xᵀ] = L Lᵀ, the mean square of what all errors e add to a unit is
 * eᵀ H e = Σ_k (L_kk e_k + Σ_{i>k} L_ik e_i)²: from the last input to the first, each e_k is chosen
 * against the sum of those before it. This is the linear feedback of Chee et al. (2023, QuIP), which is
 * the rounding of Frantar et al. (2023, OPTQ) without the inverse of H.
 * @param weights row-major [inputs × units]
 * @param steps > 0, the same shape
 * @param products H, row-major [inputs × inputs]
 * @returns multiples of the steps
 */
export function roundWithFeedback(
  weights: Float32Array,
  steps: Float32Array,
  products: Float64Array,
): Int32Array {
  const inputs = Math.sqrt(products.length);
  const units = weights.length / inputs;
  const lower = lowerFactor(products, inputs);
  const errors = new Float64Array(weights.length);
  const multiples = new Int32Array(weights.length);
  for (let input = inputs - 1; input >= 0; input--) {
    const wanted = Float64Array.from(weights.subarray(input * units, (input + 1) * units));
    for (let later = input + 1; later < inputs; later++) {
      const feedback = lower.get(later, input) / lower.get(input, input);
      if (feedback === 0) continue;
      for (let unit = 0; unit < units; unit++) {
        wanted[unit]! += feedback * errors[later * units + unit]!;
      }
    }
    for (let unit = 0; unit < units; unit++) {
      const index = input * units + unit;
      multiples[index] = Math.round(wanted[unit]! / steps[index]!);
      errors[index] = weights[index]! - multiples[index]! * steps[index]!;
    }
  }
  return multiples;
}

function lowerFactor(products: Float64Array, size: number): Matrix {
  const damped = Matrix.from1DArray(size, size, products);
  const damping = (DAMPING * damped.trace()) / size;
  for (let input = 0; input < size; input++) {
    damped.set(input, input, damped.get(input, input) + damping);
  }
  return new CholeskyDecomposition(damped).lowerTriangularMatrix;
}
