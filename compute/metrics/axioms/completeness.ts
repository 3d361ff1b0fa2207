import { requireMap } from '../requireMap.ts';
import type { AxiomMetric } from './axiomMetric.ts';

/**
 * How far the sum of a map is from the score's rise over the baseline, as a share of the larger of the
 * two: 0 when they are equal, or both 0; 1 when one of them is 0; 2 when they are opposite. A number,
 * since two sums of float32 are never equal.
 */
export const completeness: AxiomMetric = {
  id: 'completeness-error',
  name: 'Completeness error',
  category: 'axioms',
  direction: 'lower',
  range: [0, 2],
  needs: ['scores'],
  source: 'Sundararajan, Taly & Yan 2017, Axiomatic attribution, proposition 1',
  measure: (map, { image, shape, baseline, scores }) => {
    requireMap(map, shape[0] * shape[1]);
    const size = map.length * shape[2];
    if (image.length !== size || baseline.length !== size) {
      throw new RangeError(
        `image and baseline hold ${image.length} and ${baseline.length} numbers; shape asks for ${size}`,
      );
    }
    const both = new Float32Array(2 * size);
    both.set(image);
    both.set(baseline, size);
    const [full, base] = scores(both);
    const rise = full! - base!;
    if (!Number.isFinite(rise)) throw new RangeError(`the score rises by ${rise}`);
    const sum = map.reduce((total, relevance) => total + relevance, 0);
    const larger = Math.max(Math.abs(sum), Math.abs(rise));
    return larger === 0 ? 0 : Math.abs(sum - rise) / larger;
  },
};
