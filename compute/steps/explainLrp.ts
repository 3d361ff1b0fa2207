import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { COMPOSITES } from '../explain/lrp/composites.ts';
import { explainByLrp, pixelRelevance } from '../explain/lrp/explainByLrp.ts';
import { sumPerImage } from '../explain/lrp/propagate.ts';
import { disposeNetwork } from '../networks/network.ts';
import type { Step } from '../pipeline/step.ts';
import { explainedBlocks, explainedImagesFields } from './explainedImages.ts';
import { parseImageBlock } from './imageBlocks.ts';
import { imageValues } from './imageValues.ts';
import { collectMaps, mapsBlockFiles, type MapsBlock } from './relevanceMaps.ts';
import { loadFoldedNetwork } from './trainedNetwork.ts';

const parametersSchema = z.strictObject({
  ...explainedImagesFields,
  blockSize: z.number().int().positive().default(1000),
  /** Which rule each type of layer gets. */
  composite: z.enum([...COMPOSITES.keys()] as [string, ...string[]]),
  /** Images in one pass. */
  batchSize: z.number().int().positive().default(50),
});

type Parameters = z.infer<typeof parametersSchema>;

/** Layer-wise relevance propagation from the logit of the predicted class down to the pixels. */
export const explainLrp: Step<Parameters> = {
  id: 'explain-lrp',
  summary: 'LRP maps of many images',
  parameters: parametersSchema,
  entry: import.meta.url,
  sequential: false,
  inputs: ({ network, dataset }) => ({ datasets: [dataset], steps: [`train-${network}`] }),
  units: explainedBlocks,
  runUnit: async ({ parameters, inputs, unit, report }) => {
    const set = await inputs.dataset(parameters.dataset);
    const network = await loadFoldedNetwork(inputs, parameters.network);
    const composite = COMPOSITES.get(parameters.composite)!;
    const { start, end } = parseImageBlock(unit);
    const [height, width] = set.shape;
    const block: MapsBlock = {
      scores: new Float32Array((end - start) * height * width),
      targets: new Uint8Array(end - start),
      quality: new Float32Array(end - start),
    };
    try {
      for (let first = start; first < end; first += parameters.batchSize) {
        const last = Math.min(first + parameters.batchSize, end);
        const images = tf.tensor4d(imageValues(set, first, last), [last - first, ...set.shape]);
        const explained = explainByLrp(network, images, 'predicted', composite);
        const { relevance, logits, targets } = explained;
        const classes = logits.length / targets.length;
        // Nothing is returned: tidy would look for tensors among the numbers, one by one.
        tf.tidy(() => {
          const arrived = sumPerImage(relevance).dataSync();
          block.scores.set(pixelRelevance(relevance).dataSync(), (first - start) * height * width);
          block.quality.set(
            arrived.map((sum, image) => sum / logits[image * classes + targets[image]!]!),
            first - start,
          );
        });
        tf.dispose([images, relevance]);
        block.targets.set(targets, first - start);
        report({ done: (last - start) / (end - start) });
      }
    } finally {
      disposeNetwork(network);
    }
    return mapsBlockFiles(block);
  },
  collect: (context) =>
    collectMaps(context, { method: 'lrp', cell: null, quality: 'conserved-share' }),
};
