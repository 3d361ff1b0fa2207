import type { Generator } from '../../random/generator.ts';
import type { MetricDescription } from '../metric.ts';
import type { ExplainedImage, NeighbourOptions } from './explainedImage.ts';

/**
 * How much a map changes when the image hardly does. A method that always gives the same map is best
 * here, so these say something only beside faithfulness.
 */
export interface RobustnessMetric extends MetricDescription {
  readonly category: 'robustness';
  /**
   * @param generator draws the changed images
   * @throws RangeError see `neighbourhood`
   */
  readonly measure: (
    explained: ExplainedImage,
    options: NeighbourOptions,
    generator: Generator,
  ) => number;
}
