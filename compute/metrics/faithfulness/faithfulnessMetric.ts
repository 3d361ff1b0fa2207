import type { Fill } from '../../degrade/fills/fill.ts';
import type { Segmentation } from '../../explain/game.ts';
import type { Generator } from '../../random/generator.ts';
import type { MetricDescription } from '../metric.ts';
import type { ScoredImage } from '../scoredImage.ts';

export interface FaithfulnessOptions {
  /** Shuffles ties, then draws noise and subsets: equal generators treat all maps of an image alike. */
  readonly generator: Generator;
  /** Images of one evaluation of the score; does not change the result. */
  readonly batchSize: number;
  /** What replaces removed pixels. Each metric has a default. */
  readonly fill?: Fill;
  /** Regions, for metrics that remove regions. Default: a grid, see `segmentationFor`. */
  readonly segmentation?: Segmentation;
  /** Steps of a curve, for metrics that draw one. Each has a default. */
  readonly steps?: number;
  /** Random changes of the image, for metrics that make some. Each has a default. */
  readonly samples?: number;
}

/** Whether the score follows a relevance map when pixels are removed. */
export interface FaithfulnessMetric extends MetricDescription {
  readonly category: 'faithfulness';
  /**
   * @param map one signed number a pixel, whatever the channels of the image
   * @throws RangeError when a relevance or a score is not finite, or sizes do not fit together
   */
  readonly measure: (
    map: Float32Array,
    subject: ScoredImage,
    options: FaithfulnessOptions,
  ) => number;
}
