import type { MetricDescription } from '../metric.ts';
import type { ScoredImage } from '../scoredImage.ts';

/** An image, its score, and the image from which its relevance is counted. */
export interface ImageOverBaseline extends ScoredImage {
  /** The image that holds nothing, row-major like `image`. */
  readonly baseline: Float32Array;
}

/** How far a relevance map breaks a rule that it could keep exactly. */
export interface AxiomMetric extends MetricDescription {
  readonly category: 'axioms';
  /**
   * @param map one signed number a pixel, row-major [height × width]
   * @throws RangeError when map, image or baseline do not fit or hold what is not finite
   */
  readonly measure: (map: Float32Array, scored: ImageOverBaseline) => number;
}
