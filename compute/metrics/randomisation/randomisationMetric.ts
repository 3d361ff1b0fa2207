import type { NoiseOptions } from '../../explain/gradients/noisyCopies.ts';
import type { Initialisation } from '../../networks/initialWeights.ts';
import type { Network, StoredNetwork } from '../../networks/network.ts';
import type { Generator } from '../../random/generator.ts';
import type { MetricDescription } from '../metric.ts';

/**
 * Explains images by some network. A method that draws at random should draw the same for every network
 * and image, or its own noise is measured too.
 * @param images row-major [count × height × width × channels], 0 … 1
 * @param targets the class to explain, image by image
 * @returns row-major [count × height × width], one signed number a pixel; the same for an image in
 *   whatever batch it comes
 */
export type NetworkMethod = (
  network: Network,
  images: Float32Array,
  targets: readonly number[],
) => Float32Array;

/** A network, the images it has classified, and the method that explains them. */
export interface RandomisationSubject {
  /** As the method takes it, for LRP with batch norm folded. */
  readonly network: StoredNetwork;
  /** Row-major [count × height × width × channels], 0 … 1. */
  readonly images: Float32Array;
  /** The class explained, image by image; it stays when weights are random. */
  readonly targets: readonly number[];
  readonly method: NetworkMethod;
  /** How weights are drawn anew. */
  readonly initialisation: Initialisation;
  /** What smooth MPRT averages over; 50 samples of noise 0.1 in Hedström et al. 2023. */
  readonly noise: NoiseOptions;
  /** Images explained in one call of the method. */
  readonly batchSize: number;
}

/** Whether maps depend on what the network has learnt, and on the class asked for. */
export interface RandomisationMetric extends MetricDescription {
  readonly category: 'randomisation';
  /**
   * @param generator draws the weights, classes or noise, the same for all images
   * @returns one number an image
   * @throws RangeError when images, targets or maps do not fit or hold what is not finite
   */
  readonly measure: (subject: RandomisationSubject, generator: Generator) => Float32Array;
}
