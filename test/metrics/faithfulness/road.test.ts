import { describe, expect, it } from 'vitest';
import { removalOrder } from '../../../compute/degrade/orders.ts';
import { degradationCurves } from '../../../compute/degrade/curve.ts';
import type { Fill, ImageShape } from '../../../compute/degrade/fills/fill.ts';
import { noisyLinearImputation, road } from '../../../compute/degrade/fills/road.ts';
import { deletion } from '../../../compute/metrics/faithfulness/deletion.ts';
import {
  roadLeastRelevantFirst,
  roadMostRelevantFirst,
} from '../../../compute/metrics/faithfulness/road.ts';
import { generatorFor } from '../../../compute/random/generator.ts';
import { linearModel } from './linearModel.ts';
import { measure } from './handModels.ts';

describe('ROAD', () => {
  /** Ten bright pixels, none beside another, worth 1 … 10 among 100. */
  const bright = [11, 13, 15, 31, 33, 35, 51, 53, 55, 77];
  const weights = new Float64Array(100);
  const image = new Float32Array(100);
  bright.forEach((pixel, index) => {
    weights[pixel] = index + 1;
    image[pixel] = 1;
  });
  const dots = linearModel(image, [10, 10, 1], weights);
  const options = { fill: noisyLinearImputation(0) };

  it('takes all at once when the first tenth holds everything, nothing when the last one does', () => {
    expect(measure(roadMostRelevantFirst, weights, dots, options)).toBeCloseTo(-55, 5);
    expect(measure(roadLeastRelevantFirst, weights, dots, options)).toBeCloseTo(0, 5);
  });

  it('imputes from neighbours: on an even image no removal shows', () => {
    const even = linearModel(new Float32Array(100).fill(0.7), [10, 10, 1], weights);
    expect(measure(roadMostRelevantFirst, weights, even, options)).toBeCloseTo(0, 4);
    expect(measure(deletion, weights, even)).toBeLessThan(20);
  });

  it('gives many colour images with one-channel maps the same in all batch sizes', () => {
    const shape: ImageShape = [6, 7, 3];
    const colour = (seed: number, fill: Fill) => {
      const generator = generatorFor(seed, 'colour');
      const values = Float32Array.from({ length: 126 }, () => generator.uniform());
      const map = Float32Array.from({ length: 42 }, () => generator.normal());
      return {
        image: values,
        shape,
        order: removalOrder('most-relevant-first', map, generator),
        fill: fill.prepare(values, shape, generator),
        removed: [0, 4, 21, 38],
      };
    };
    const { scores } = linearModel(
      new Float32Array(126),
      shape,
      Float64Array.from({ length: 126 }, (_, index) => Math.cos(index)),
    );
    const images = [1, 2, 3, 4, 5, 6, 7, 8].map((seed) => colour(seed, road));
    const [expected, ...others] = [100, 8, 4, 1].map((batchSize) =>
      degradationCurves(images, scores, batchSize),
    );
    for (const curves of others) expect(curves).toEqual(expected);
  });
});
