import { z } from 'zod';
import { METHODS, methodById } from '../explain/methods/index.ts';
import { predictedClasses } from '../networks/evaluate.ts';
import { disposeNetwork } from '../networks/network.ts';
import type { Step } from '../pipeline/step.ts';
import { generatorFor } from '../random/generator.ts';
import { explainedBlocks, explainedImagesFields } from './explainedImages.ts';
import { parseImageBlock } from './imageBlocks.ts';
import { imageValues } from './imageValues.ts';
import { collectMaps, mapsBlockFiles, type MapsBlock } from './relevanceMaps.ts';
import { loadFoldedNetwork, predictLogits } from './trainedNetwork.ts';

const parametersSchema = z.strictObject({
  ...explainedImagesFields,
  blockSize: z.number().int().positive().default(50),
  method: z.enum(METHODS.map(({ id }) => id) as [string, ...string[]]),
  /** Changed images that a sampling method asks the network about, for each image. */
  evaluations: z.number().int().positive().default(1000),
  /** Images in one pass. */
  batchSize: z.number().int().positive().default(50),
});

type Parameters = z.infer<typeof parametersSchema>;

/** Any method of compute/explain/methods, for the logit of the predicted class. */
export const explainByMethod: Step<Parameters> = {
  id: 'explain-by',
  summary: 'maps of many images by one of the other methods',
  parameters: parametersSchema,
  entry: import.meta.url,
  sequential: false,
  inputs: ({ network, dataset }) => ({ datasets: [dataset], steps: [`train-${network}`] }),
  units: explainedBlocks,
  runUnit: async ({ parameters, inputs, unit, report, seed }) => {
    const { method: id, dataset, evaluations, batchSize } = parameters;
    const set = await inputs.dataset(dataset);
    const network = await loadFoldedNetwork(inputs, parameters.network);
    const { start, end } = parseImageBlock(unit);
    const pixels = set.shape[0] * set.shape[1];
    const block: MapsBlock = {
      scores: new Float32Array((end - start) * pixels),
      targets: new Uint8Array(end - start),
      quality: new Float32Array(end - start),
    };
    try {
      for (let first = start; first < end; first += batchSize) {
        const last = Math.min(first + batchSize, end);
        const images = imageValues(set, first, last);
        const logits = predictLogits(network, images);
        const targets = predictedClasses(logits, set.classNames.length);
        const maps = methodById(id).explain({
          network,
          images,
          targets: [...targets],
          generatorOf: (image) => generatorFor(seed, id, first + image),
          evaluations,
          batchSize,
        });
        block.scores.set(maps, (first - start) * pixels);
        block.targets.set(targets, first - start);
        targets.forEach((target, image) => {
          const map = maps.subarray(image * pixels, (image + 1) * pixels);
          const sum = map.reduce((total, relevance) => total + relevance, 0);
          block.quality[first - start + image] =
            sum / logits[image * set.classNames.length + target]!;
        });
        report({ done: (last - start) / (end - start) });
      }
    } finally {
      disposeNetwork(network);
    }
    return mapsBlockFiles(block);
  },
  collect: (context) =>
    collectMaps(context, {
      method: context.parameters.method,
      cell: null,
      quality: 'conserved-share',
    }),
};
