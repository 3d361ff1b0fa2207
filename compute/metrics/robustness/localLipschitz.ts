import { neighbourhood } from './explainedImage.ts';
import type { RobustnessMetric } from './robustnessMetric.ts';

/**
 * The largest change of the map over the change of the image that made it, among images within the
 * radius: an estimate, from below, of the local Lipschitz constant. In units of the map.
 */
export const localLipschitz: RobustnessMetric = {
  id: 'local-lipschitz',
  name: 'Local Lipschitz estimate',
  category: 'robustness',
  direction: 'lower',
  range: [0, Infinity],
  needs: ['method'],
  source: 'Alvarez-Melis & Jaakkola 2018, On the robustness of interpretability methods, section 3',
  measure: (explained, options, generator) =>
    neighbourhood(explained, options, generator).neighbours.reduce(
      (steepest, { mapDistance, imageDistance }) =>
        imageDistance === 0 ? steepest : Math.max(steepest, mapDistance / imageDistance),
      0,
    ),
};
