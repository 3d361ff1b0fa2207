import { evidencePixels, type LocalisationMetric } from './localisationMetric.ts';
import { topShare } from './topShare.ts';

/** Whether the most relevant pixel is evidence; of several equal ones, the share that is. */
export const pointingGame: LocalisationMetric = {
  id: 'pointing-game',
  name: 'Pointing game',
  category: 'localisation',
  direction: 'higher',
  range: [0, 1],
  needs: ['mask'],
  source: 'Zhang et al. 2018, Top-down neural attention by excitation backprop, section 5.1',
  measure: (map, mask) => {
    evidencePixels(map, mask);
    return topShare(map, mask, 1);
  },
};
