import { neighbourhood } from './explainedImage.ts';
import type { RobustnessMetric } from './robustnessMetric.ts';

/**
 * The largest change of the map among images within the radius, as a share of the length of the map;
 * absolute, as in captum, for a map of zeros.
 */
export const maxSensitivity: RobustnessMetric = {
  id: 'max-sensitivity',
  name: 'Max-sensitivity',
  category: 'robustness',
  direction: 'lower',
  range: [0, Infinity],
  needs: ['method'],
  source: 'Yeh et al. 2019, On the (in)fidelity and sensitivity of explanations, section 3',
  measure: (explained, options, generator) => {
    const { mapLength, neighbours } = neighbourhood(explained, options, generator);
    const largest = neighbours.reduce((most, { mapDistance }) => Math.max(most, mapDistance), 0);
    return largest / (mapLength === 0 ? 1 : mapLength);
  },
};
