import { evenShares } from '../../degrade/curve.ts';
import { blur } from '../../degrade/fills/blur.ts';
import type { FaithfulnessMetric } from './faithfulnessMetric.ts';
import { removalArea } from './removalCurve.ts';

/** Steps of 5 % of the pixels. */
const STEPS = 20;

/**
 * Area under the score while the most relevant pixels return first to a blurred image. The images are
 * those of removing the least relevant pixels first, seen backwards, and so is the area.
 */
export const insertion: FaithfulnessMetric = {
  id: 'insertion',
  name: 'Insertion',
  category: 'faithfulness',
  direction: 'higher',
  range: [-Infinity, Infinity],
  needs: ['scores'],
  source: 'Petsiuk, Das & Saenko 2018, RISE',
  measure: (map, subject, { fill = blur, steps = STEPS, generator, batchSize }) =>
    removalArea(map, subject, {
      order: 'least-relevant-first',
      shares: evenShares(steps),
      fill,
      generator,
      batchSize,
    }),
};
