import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import { z } from 'zod';
import type { NormalSource } from '../random/normals.ts';
import type { BayesianPerceptron } from './denseNormals.ts';

/** Units of a perceptron: inputs, hidden layers, outputs. */
export const layerSizesSchema = z.array(z.number().int().positive()).min(2);
export type LayerSizes = z.infer<typeof layerSizesSchema>;

/** How means and ρ of the weights start; σ = softplus(ρ) = ln(1 + e^ρ). */
export const variationalStartSchema = z.discriminatedUnion('type', [
  /** Both drawn from N(0, 1), as in 2021. */
  z.strictObject({ type: z.literal('standard-normal') }),
  z.strictObject({
    /** Means of kernels from N(0, 2/inputs) (He et al. 2015), of biases 0; one ρ for all. */
    type: z.literal('he'),
    rho: z.number(),
  }),
]);

export type VariationalStart = z.infer<typeof variationalStartSchema>;

/** Number of tensors a layer has: mean and ρ of its kernel, mean and ρ of its bias. */
const TENSORS = 4;

/** Shapes of the variational parameters, in file order: of each layer those of `TENSORS`. */
export function variationalShapes(sizes: LayerSizes): number[][] {
  return sizes.slice(1).flatMap((units, layer) => {
    const kernel = [sizes[layer]!, units];
    return [kernel, kernel, [units], [units]];
  });
}

/** Number of weights, each of which has a mean and a deviation. */
export function countWeights(sizes: LayerSizes): number {
  return sizes.slice(1).reduce((sum, units, layer) => sum + (sizes[layer]! + 1) * units, 0);
}

/** Values of all variational parameters before training, in file order. */
export function initialVariational(
  sizes: LayerSizes,
  start: VariationalStart,
  source: NormalSource,
): Float32Array[] {
  return variationalShapes(sizes).map((shape, position) => {
    const values = new Float32Array(tf.util.sizeFromShape(shape));
    if (start.type === 'standard-normal') return source.fill(values);
    const role = position % TENSORS;
    if (role === 1 || role === 3) return values.fill(start.rho);
    if (role === 2) return values;
    const deviation = Math.sqrt(2 / shape[0]!);
    return source.fill(values).map((value) => value * deviation);
  });
}

/**
 * The distributions that variational parameters stand for. Differentiable.
 * @param tensors in file order
 */
export function perceptronOf(tensors: readonly Tensor[]): BayesianPerceptron {
  return Array.from({ length: tensors.length / TENSORS }, (_, layer) => {
    const [kernelMean, kernelRho, biasMean, biasRho] = tensors.slice(layer * TENSORS) as [
      Tensor2D,
      Tensor2D,
      Tensor1D,
      Tensor1D,
    ];
    return {
      kernel: { mean: kernelMean, deviation: tf.softplus(kernelRho) },
      bias: { mean: biasMean, deviation: tf.softplus(biasRho) },
    };
  });
}
