import { z } from 'zod';
import { explainByLime } from '../explain/lime/lime.ts';
import type { Step } from '../pipeline/step.ts';
import { generatorFor } from '../random/generator.ts';
import { explainEachImage, explainedBlocks, explainedImagesFields } from './explainedImages.ts';
import { collectMaps, mapsBlockFiles } from './relevanceMaps.ts';
import { gridGame, scoresOfOutput, segmentGameFields } from './segmentGame.ts';

const parametersSchema = z.strictObject({
  ...explainedImagesFields,
  ...segmentGameFields,
  /** Width of the exponential kernel over cosine distance (Ribeiro et al. 2016). */
  kernelWidth: z.number().positive().default(0.25),
  /** Strength of the ridge penalty. */
  ridge: z.number().nonnegative().default(1),
});

type Parameters = z.infer<typeof parametersSchema>;

/** LIME on a regular grid of segments, for the logit of the predicted class. */
export const explainLime: Step<Parameters> = {
  id: 'explain-lime',
  summary: 'LIME maps of many images',
  parameters: parametersSchema,
  entry: import.meta.url,
  sequential: false,
  inputs: ({ network, dataset }) => ({ datasets: [dataset], steps: [`train-${network}`] }),
  units: explainedBlocks,
  runUnit: async (context) => {
    const { evaluations, kernelWidth, ridge } = context.parameters;
    const block = await explainEachImage(context, (image) => {
      const game = gridGame(image, context.parameters);
      const { coefficients, r2 } = explainByLime(
        game,
        { evaluations, kernelWidth, ridge },
        generatorFor(context.seed, 'lime', image.index),
      );
      return {
        scores: scoresOfOutput(coefficients, game.outputs, image.target),
        quality: r2[image.target]!,
      };
    });
    return mapsBlockFiles(block);
  },
  collect: (context) =>
    collectMaps(context, {
      method: 'lime',
      cell: context.parameters.cell,
      quality: 'surrogate-r2',
    }),
};
