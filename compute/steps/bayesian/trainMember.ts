import type { Step } from '../../pipeline/step.ts';
import { train } from '../train.ts';
import type { TrainParameters } from '../trainParameters.ts';

/**
 * As `train`, for networks that later steps read and no page loads, such as the members of an
 * ensemble: their weights stay in the store.
 */
export const trainMember: Step<TrainParameters> = {
  ...train,
  id: 'train-member',
  summary: 'train a network whose weights are not published',
  entry: import.meta.url,
  collect: async (context) => {
    const { models, results } = await train.collect(context);
    return { ...(models && { stored: models }), ...(results && { results }) };
  },
};
