import { z } from 'zod';
import type { ImageSet } from '../datasets/imageSet.ts';
import { evaluate as logitsOf, predictedClasses } from '../networks/evaluate.ts';
import { disposeNetwork } from '../networks/network.ts';
import { wilsonInterval } from '../metrics/wilson.ts';
import type { Step } from '../pipeline/step.ts';
import { evaluationSchema, type EvaluatedPart, type Evaluation } from '../results/evaluation.ts';
import { serialiseArtefact } from '../results/serialise.ts';
import { bytesOfFloats, floatsOfBytes, requireFile } from './binary.ts';
import { softmaxProbability } from './softmax.ts';
import { loadTrainedNetwork } from './trainedNetwork.ts';

const parametersSchema = z.strictObject({
  /** The network of step `train-<network>`. */
  network: z.string(),
  /** Data sets by part; images beyond `trainingImages` were not trained on. */
  training: z.string(),
  test: z.string(),
  /** How many of the training images the network was trained on; default all. */
  trainingImages: z.number().int().positive().optional(),
  batchSize: z.number().int().positive().default(250),
  /** How many of the hardest test images are listed. */
  hardest: z.number().int().nonnegative().default(30),
});

type Parameters = z.infer<typeof parametersSchema>;

const PARTS = ['training', 'test'] as const;

/** Classifies training and test images as they are: accuracy, confusions, the hardest images. */
export const evaluate: Step<Parameters> = {
  id: 'evaluate',
  summary: 'accuracy, cross-entropy and confusions on training and test images',
  parameters: parametersSchema,
  entry: import.meta.url,
  sequential: false,
  inputs: ({ network, training, test }) => ({
    datasets: [training, test],
    steps: [`train-${network}`],
  }),
  units: () => PARTS,
  runUnit: async ({ parameters, inputs, unit, report }) => {
    const set = await inputs.dataset(unit === 'training' ? parameters.training : parameters.test);
    const count =
      unit === 'training' ? Math.min(parameters.trainingImages ?? set.count, set.count) : set.count;
    const network = await loadTrainedNetwork(inputs, parameters.network);
    try {
      const logits = logitsOf(network, { ...set, count }, parameters.batchSize, (done) =>
        report({ done }),
      );
      return new Map([['logits.f32', bytesOfFloats(logits)]]);
    } finally {
      disposeNetwork(network);
    }
  },
  collect: async (context) => {
    const { parameters, inputs } = context;
    const part = async (unit: (typeof PARTS)[number]) => {
      const set = await inputs.dataset(parameters[unit]);
      const logits = floatsOfBytes(requireFile(await context.unit(unit), 'logits.f32'));
      return { set, logits, summary: summarisePart(set, logits) };
    };
    const training = await part('training');
    const test = await part('test');
    const bytes = serialiseArtefact(evaluationSchema, {
      header: {
        study: context.study,
        step: context.step,
        seed: context.seed,
        engine: context.engine.description,
      },
      network: parameters.network,
      classNames: [...test.set.classNames],
      training: training.summary,
      test: test.summary,
      hardest: hardestImages(test.set, test.logits, parameters.hardest),
    });
    return {
      stored: new Map([['test-logits.f32', bytesOfFloats(test.logits)]]),
      results: new Map([[`evaluation-${parameters.network}.json`, bytes]]),
    };
  },
};

function summarisePart(set: ImageSet, logits: Float32Array): EvaluatedPart {
  const classes = set.classNames.length;
  const predicted = predictedClasses(logits, classes);
  const confusion = set.classNames.map(() => set.classNames.map(() => 0));
  let crossEntropy = 0;
  predicted.forEach((guess, image) => {
    const label = set.labels[image]!;
    confusion[label]![guess]! += 1;
    crossEntropy -= Math.log(
      softmaxProbability(logits.subarray(image * classes, (image + 1) * classes), label),
    );
  });
  const correct = confusion.reduce((sum, row, label) => sum + row[label]!, 0);
  return {
    dataset: set.name,
    images: predicted.length,
    correct,
    accuracy: wilsonInterval(correct, predicted.length),
    crossEntropy: crossEntropy / predicted.length,
    confusion,
    classAccuracy: confusion.map((row, label) => {
      const count = row.reduce((sum, cell) => sum + cell, 0);
      return count === 0 ? { value: 0, low: 0, high: 1 } : wilsonInterval(row[label]!, count);
    }),
  };
}

function hardestImages(set: ImageSet, logits: Float32Array, count: number): Evaluation['hardest'] {
  const classes = set.classNames.length;
  const predicted = predictedClasses(logits, classes);
  return Array.from(predicted, (guess, index) => ({
    index,
    label: set.labels[index]!,
    predicted: guess,
    probability: softmaxProbability(
      logits.subarray(index * classes, (index + 1) * classes),
      set.labels[index]!,
    ),
  }))
    .sort((a, b) => a.probability - b.probability || a.index - b.index)
    .slice(0, count);
}
