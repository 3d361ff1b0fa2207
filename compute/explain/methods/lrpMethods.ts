import * as tf from '@tensorflow/tfjs-core';
import type { Composite } from '../lrp/composite.ts';
import { COMPOSITES } from '../lrp/composites.ts';
import { explainByLrp, pixelRelevance } from '../lrp/explainByLrp.ts';
import { inBatches } from './gradientMethods.ts';
import type { Method } from './method.ts';

/** LRP by one composite. */
export function lrpMethod(id: string, title: string, composite: Composite): Method {
  return {
    id,
    title,
    cost: 'passes',
    source: 'Bach et al. 2015, On pixel-wise explanations; Montavon et al. 2019, section 10.3',
    explain: inBatches((images, { network, targets }) => {
      const { relevance } = explainByLrp(network, images, targets, composite);
      const maps = tf.tidy(() => pixelRelevance(relevance).dataSync<'float32'>());
      relevance.dispose();
      return { maps };
    }),
  };
}

/** The composite that stands for LRP in the report. */
export const lrp: Method = lrpMethod('lrp', 'LRP', COMPOSITES.get('epsilonGammaBox')!);
