import { z } from 'zod';
import { opponents } from '../../explain/contrast/opponents.ts';
import { disposeNetwork } from '../../networks/network.ts';
import type { Step } from '../../pipeline/step.ts';
import { imageBlock, parseImageBlock } from '../imageBlocks.ts';
import { imageValues } from '../imageValues.ts';
import { shownMapsFields } from '../mapAtlases.ts';
import { loadFoldedNetwork, loadInferenceNetwork, predictLogits } from '../trainedNetwork.ts';
import { collectContrasts } from './collectContrasts.ts';
import { contrastBy } from './contrastMethods.ts';
import { contrastUnitFiles, type ContrastNumbers } from './contrastUnit.ts';
import { readExplainingMethod } from './explainingMethod.ts';

const parametersSchema = z.strictObject(shownMapsFields);

export type ContrastParameters = z.infer<typeof parametersSchema>;

/**
 * Explains why the network predicts a class and not the runner-up: for fixed images, maps of the
 * difference of the two largest logits, by the methods, settings and seeds of explaining steps.
 */
export const contrast: Step<ContrastParameters> = {
  id: 'contrast',
  summary: 'fixed images with maps of the predicted class against the runner-up',
  parameters: parametersSchema,
  entry: import.meta.url,
  sequential: false,
  inputs: ({ network, dataset, methods }) => ({
    datasets: [dataset],
    steps: [`train-${network}`, ...methods.map(({ maps }) => maps)],
  }),
  units: ({ images }) => images.map(imageBlock),
  runUnit: async ({ parameters, inputs, unit, seed, report }) => {
    const set = await inputs.dataset(parameters.dataset);
    const { start: index, end } = parseImageBlock(unit);
    const values = imageValues(set, index, end);
    const network = await loadInferenceNetwork(inputs, parameters.network);
    const foldedNetwork = await loadFoldedNetwork(inputs, parameters.network);
    try {
      const logits = predictLogits(network, values);
      const [target, runnerUp] = opponents(logits, null, null);
      const image = { network, foldedNetwork, values, shape: set.shape, index, target, runnerUp };
      const methods: ContrastNumbers[] = [];
      const maps: Float32Array[] = [];
      for (const { title, maps: step } of parameters.methods) {
        report({ done: methods.length / parameters.methods.length, note: title });
        const { method, settings } = await readExplainingMethod(inputs, step);
        const { map, ...numbers } = contrastBy(method)(image, settings, seed);
        methods.push(numbers);
        maps.push(map);
      }
      const difference = logits[target]! - logits[runnerUp]!;
      return contrastUnitFiles({ predicted: target, runnerUp, difference, methods, maps });
    } finally {
      disposeNetwork(network);
      disposeNetwork(foldedNetwork);
    }
  },
  collect: collectContrasts,
};
