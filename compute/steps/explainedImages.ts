import { z } from 'zod';
import { predictedClasses } from '../networks/evaluate.ts';
import { disposeNetwork, type Network } from '../networks/network.ts';
import type { UnitContext } from '../pipeline/step.ts';
import { imageBlock, imageBlocks, parseImageBlock } from './imageBlocks.ts';
import { imageValues } from './imageValues.ts';
import type { MapsBlock } from './relevanceMaps.ts';
import { loadInferenceNetwork, predictLogits } from './trainedNetwork.ts';

/** Parameters that every explaining step has. */
export const explainedImagesFields = {
  /** The network of step `train-<network>`. */
  network: z.string(),
  dataset: z.string(),
  /** The first so many images of the data set. */
  images: z.number().int().positive(),
  /** Indices of images beyond these that are explained too, to be shown. */
  further: z.array(z.number().int().nonnegative()).min(1).optional(),
  blockSize: z.number().int().positive().default(100),
};

/** Units of an explaining step: blocks of the first images, then the further ones one by one. */
export function explainedBlocks(parameters: {
  images: number;
  further?: readonly number[] | undefined;
  blockSize: number;
}): string[] {
  const { images, further = [], blockSize } = parameters;
  const known = further.find((index) => index < images);
  if (known !== undefined) {
    throw new Error(`further: image ${known} is among the first ${images}, which are explained`);
  }
  return [...imageBlocks(images, blockSize), ...further.map(imageBlock)];
}

interface ExplainedImages {
  readonly network: string;
  readonly dataset: string;
}

/** One image to explain. */
export interface ExplainedImage {
  readonly network: Network;
  /** Row-major [height × width × channels], 0 … 1. */
  readonly values: Float32Array;
  readonly shape: readonly [height: number, width: number, channels: number];
  /** Index in the data set. */
  readonly index: number;
  /** The predicted class, whose logit is explained. */
  readonly target: number;
}

/** Explains the images of a block one by one. */
export async function explainEachImage(
  context: UnitContext<ExplainedImages>,
  explain: (image: ExplainedImage) => { scores: ArrayLike<number>; quality: number },
): Promise<MapsBlock> {
  const { parameters, inputs } = context;
  const set = await inputs.dataset(parameters.dataset);
  const network = await loadInferenceNetwork(inputs, parameters.network);
  const { start, end } = parseImageBlock(context.unit);
  try {
    const logits = predictLogits(network, imageValues(set, start, end));
    const targets = predictedClasses(logits, set.classNames.length);
    const quality = new Float32Array(end - start);
    let scores = new Float32Array(0);
    for (let index = start; index < end; index++) {
      const own = explain({
        network,
        values: imageValues(set, index, index + 1),
        shape: set.shape,
        index,
        target: targets[index - start]!,
      });
      if (index === start) scores = new Float32Array((end - start) * own.scores.length);
      scores.set(own.scores, (index - start) * own.scores.length);
      quality[index - start] = own.quality;
      context.report({ done: (index + 1 - start) / (end - start) });
    }
    return { scores, targets, quality };
  } finally {
    disposeNetwork(network);
  }
}
