import { z } from 'zod';
import { METHODS, methodById } from '../../explain/methods/index.ts';
import type { Method } from '../../explain/methods/method.ts';
import { focus } from '../../metrics/localisation/focus.ts';
import type { MetricDescription } from '../../metrics/metric.ts';
import { RANDOMISATION_METRICS } from '../../metrics/randomisation/index.ts';
import { ROBUSTNESS_METRICS } from '../../metrics/robustness/index.ts';
import { smoothMprt } from '../../metrics/randomisation/smoothMprt.ts';
import { INITIALISATIONS } from '../../networks/initialWeights.ts';
import { predictedClasses } from '../../networks/evaluate.ts';
import { disposeNetwork, storeNetwork, type Network } from '../../networks/network.ts';
import type { Step, UnitContext } from '../../pipeline/step.ts';
import { generatorFor } from '../../random/generator.ts';
import { metricTableSchema } from '../../results/metricTable.ts';
import { serialiseArtefact } from '../../results/serialise.ts';
import { bytesOfFloats, floatsOfBytes, requireFile } from '../binary.ts';
import { imageValues } from '../imageValues.ts';
import { loadFoldedNetwork, predictLogits } from '../trainedNetwork.ts';
import { metricColumn } from './metricColumn.ts';
import { drawMosaics } from './mosaics.ts';

const METRICS: readonly MetricDescription[] = [
  ...ROBUSTNESS_METRICS,
  ...RANDOMISATION_METRICS,
  focus,
];

const parametersSchema = z.strictObject({
  /** The network of step `train-<network>`. */
  network: z.string(),
  dataset: z.string(),
  /** The first so many images, and as many mosaics. */
  images: z.number().int().positive(),
  methods: z
    .array(z.enum(METHODS.map(({ id }) => id) as [string, ...string[]]))
    .min(1)
    .default(METHODS.map(({ id }) => id)),
  /** Changed images that a sampling method asks the network about, for each map. */
  evaluations: z.number().int().positive().default(250),
  /** Robustness: largest change of a pixel, and changed images. */
  radius: z.number().positive().default(0.02),
  neighbours: z.number().int().positive().default(10),
  /** Smooth MPRT: noisy copies of each image, and their noise as a share of the image's range. */
  copies: z.number().int().positive().default(50),
  noise: z.number().positive().default(0.1),
  /** Whether smooth MPRT is taken of sampling methods too, which costs hours on larger networks. */
  smoothSampling: z.boolean().default(false),
  /** How random weights are drawn. */
  initialisation: z.enum(INITIALISATIONS).default('glorot'),
  batchSize: z.number().int().positive().default(50),
  bootstrapResamples: z.number().int().positive().default(2000),
});

type Parameters = z.infer<typeof parametersSchema>;

/** Measures methods by metrics for which they must explain again: other images, other networks. */
export const measureMethods: Step<Parameters> = {
  id: 'measure-methods',
  summary: 'metrics of methods: robustness, dependence on weights and class, mosaics',
  parameters: parametersSchema,
  entry: import.meta.url,
  sequential: false,
  inputs: ({ network, dataset }) => ({ datasets: [dataset], steps: [`train-${network}`] }),
  units: (parameters) =>
    parameters.methods.flatMap((method) =>
      METRICS.filter((metric) => isMeasured(parameters, method, metric)).map(
        ({ id }) => `${method}--${id}`,
      ),
    ),
  runUnit: async (context) => {
    const [method, metric] = context.unit.split('--') as [string, string];
    const network = await loadFoldedNetwork(context.inputs, context.parameters.network);
    try {
      const values = await measure(context, network, methodById(method), metric);
      return new Map([['values.f32', bytesOfFloats(values)]]);
    } finally {
      disposeNetwork(network);
    }
  },
  collect: async (context) => {
    const { parameters, seed } = context;
    const { methods, bootstrapResamples } = parameters;
    const columns = [];
    for (const metric of METRICS) {
      const values: (Float32Array | undefined)[] = [];
      for (const method of methods) {
        const measured = isMeasured(parameters, method, metric);
        const files = measured ? await context.unit(`${method}--${metric.id}`) : undefined;
        values.push(files && floatsOfBytes(requireFile(files, 'values.f32')));
      }
      if (values.every((own) => own === undefined)) continue;
      columns.push(metricColumn(metric, methods, values, bootstrapResamples, seed));
    }
    const bytes = serialiseArtefact(metricTableSchema, {
      header: {
        study: context.study,
        step: context.step,
        seed,
        engine: context.engine.description,
      },
      dataset: parameters.dataset,
      network: parameters.network,
      bootstrapResamples,
      rows: methods.map((id) => ({ id, title: methodById(id).title, kind: 'method' as const })),
      columns,
    });
    return { results: new Map([['metrics-methods.json', bytes]]) };
  },
};

function isMeasured(
  { smoothSampling }: Parameters,
  method: string,
  metric: MetricDescription,
): boolean {
  return metric.id !== smoothMprt.id || smoothSampling || methodById(method).cost === 'passes';
}

/** One number an image. */
async function measure(
  context: UnitContext<Parameters>,
  network: Network,
  method: Method,
  metric: string,
): Promise<Float32Array> {
  const { parameters, inputs, seed, report } = context;
  const { images: count, batchSize, evaluations } = parameters;
  const set = await inputs.dataset(parameters.dataset);
  const images = imageValues(set, 0, count);
  const { classes } = network.architecture;
  const targets = [...predictedClasses(predictLogits(network, images), classes)];
  const size = images.length / count;
  const pixels = set.shape[0] * set.shape[1];
  /** The same draws for every image and network: what changes a map is not its own noise. */
  const explain = (explainer: Network, changed: Float32Array, wanted: readonly number[]) =>
    method.explain({
      network: explainer,
      images: changed,
      targets: wanted,
      generatorOf: () => generatorFor(seed, 'draws', method.id),
      evaluations,
      batchSize,
    });

  const robustness = ROBUSTNESS_METRICS.find(({ id }) => id === metric);
  if (robustness) {
    return Float32Array.from(targets, (target, image) => {
      report({ done: image / count });
      const near = { radius: parameters.radius, samples: parameters.neighbours, batchSize };
      return robustness.measure(
        {
          image: images.subarray(image * size, (image + 1) * size),
          shape: set.shape,
          method: (changed) =>
            explain(network, changed, Array<number>(changed.length / size).fill(target)),
        },
        near,
        generatorFor(seed, 'neighbours', image),
      );
    });
  }
  const randomisation = RANDOMISATION_METRICS.find(({ id }) => id === metric);
  if (randomisation) {
    return randomisation.measure(
      {
        network: storeNetwork(network),
        images,
        targets,
        method: explain,
        noise: { samples: parameters.copies, noise: parameters.noise },
        initialisation: parameters.initialisation,
        batchSize,
      },
      generatorFor(seed, 'randomised', metric),
    );
  }
  const mosaics = drawMosaics(set, count, generatorFor(seed, 'mosaics'));
  const maps = explain(network, mosaics.images, mosaics.targets);
  return Float32Array.from({ length: count }, (_, mosaic) =>
    focus.measure(
      maps.subarray(mosaic * pixels, (mosaic + 1) * pixels),
      mosaics.masks.subarray(mosaic * pixels, (mosaic + 1) * pixels),
    ),
  );
}
