import { z } from 'zod';
import { architectureSchema } from '../networks/architectureSchema.ts';
import { generatorFor } from '../random/generator.ts';
import { firstImages, holdOut, type LabelledImages } from '../training/labelledImages.ts';
import { trainingSettingsSchema } from '../training/settings.ts';

export const trainParametersSchema = z.strictObject({
  /** Name of the network in this study; the step is called `train-<network>`. */
  network: z.string().regex(/^[\w-]+$/),
  /** As data, so that a study's results do not hang on the architectures of others. */
  architecture: architectureSchema,
  /** Data set to learn from, e.g. `mnist/train`. */
  dataset: z.string(),
  /** Only the first so many images; default all. */
  trainingImages: z.number().int().positive().optional(),
  /** Data set classified after each epoch, for the record only: nothing is chosen by it. */
  test: z.string().optional(),
  settings: trainingSettingsSchema,
});

export type TrainParameters = z.infer<typeof trainParametersSchema>;

/** Images to learn from, and those held out when the settings ask for some. */
export function splitTraining(
  all: LabelledImages,
  { trainingImages, settings }: TrainParameters,
  seed: number,
): { training: LabelledImages; heldOut?: LabelledImages } {
  const used = firstImages(all, trainingImages);
  return settings.heldOutImages === 0
    ? { training: used }
    : holdOut(used, settings.heldOutImages, generatorFor(seed, 'held-out'));
}
