import type { StoredPosterior } from '../../../compute/bayes/posteriorFile.ts';
import { posteriorFiles } from '../../../compute/steps/bayesian/posterior.ts';
import type { MemoryInputs } from '../memoryInputs.ts';

/**
 * A posterior around the network `halves` of MemoryInputs: means are its weights, all deviations
 * equal.
 * @param sharpness factor of the logits
 */
export function halvesPosterior(deviation: number, sharpness = 1): StoredPosterior {
  const kernel = new Float32Array(64 * 2);
  for (let pixel = 0; pixel < 64; pixel++) {
    kernel[pixel * 2 + (pixel % 8 < 4 ? 0 : 1)] = sharpness;
  }
  const spread = (count: number) => new Float32Array(count).fill(deviation);
  return { sizes: [64, 2], values: [kernel, spread(128), new Float32Array(2), spread(2)] };
}

/** Makes a posterior readable as the output of step `train-<network>`. */
export function addPosterior(
  inputs: MemoryInputs,
  network: string,
  posterior: StoredPosterior,
): void {
  inputs.steps.set(`train-${network}`, posteriorFiles(network, posterior, inputs.set.shape));
}
