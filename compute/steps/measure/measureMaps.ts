import { z } from 'zod';
import type { ImageSet } from '../../datasets/imageSet.ts';
import { AXIOM_METRICS } from '../../metrics/axioms/index.ts';
import { COMPLEXITY_METRICS } from '../../metrics/complexity/index.ts';
import { FAITHFULNESS_METRICS } from '../../metrics/faithfulness/index.ts';
import { LOCALISATION_METRICS } from '../../metrics/localisation/index.ts';
import type { MetricDescription } from '../../metrics/metric.ts';
import { rememberScores } from '../../metrics/rememberedScores.ts';
import type { ScoredImage } from '../../metrics/scoredImage.ts';
import { predictedClasses } from '../../networks/evaluate.ts';
import { disposeNetwork, type Network } from '../../networks/network.ts';
import type { Step } from '../../pipeline/step.ts';
import { generatorFor } from '../../random/generator.ts';
import { metricTableSchema } from '../../results/metricTable.ts';
import { serialiseArtefact } from '../../results/serialise.ts';
import { bytesOfFloats, floatsOfBytes, requireFile } from '../binary.ts';
import { imageBlocks, parseImageBlock } from '../imageBlocks.ts';
import { imageValues } from '../imageValues.ts';
import { softmaxProbability } from '../softmax.ts';
import { loadInferenceNetwork, predictLogits } from '../trainedNetwork.ts';
import { evidenceMask, EVIDENCE_KINDS } from './evidenceMask.ts';
import { metricColumn } from './metricColumn.ts';
import { mapSteps, measuredRowSchema, openMeasuredRow } from './measuredRows.ts';

const parametersSchema = z.strictObject({
  /** The network of step `train-<network>`. */
  network: z.string(),
  dataset: z.string(),
  /** The first so many images of the data set. */
  images: z.number().int().positive(),
  blockSize: z.number().int().positive().default(10),
  /** Which pixels count as evidence for metrics of localisation; without it they are left out. */
  evidence: z.enum(EVIDENCE_KINDS).optional(),
  /** Changed images in one pass. */
  batchSize: z.number().int().positive().default(250),
  bootstrapResamples: z.number().int().positive().default(2000),
  rows: z.array(measuredRowSchema).min(1),
});

type Parameters = z.infer<typeof parametersSchema>;

/** Metrics whose score must be positive get the probability of the class, all others its logit. */
const OF_PROBABILITY: ReadonlySet<string> = new Set(['irof']);

/** Measures relevance maps by every metric that needs the map, the image and its score alone. */
export const measureMaps: Step<Parameters> = {
  id: 'measure-maps',
  summary: 'metrics of relevance maps: faithfulness, localisation, complexity, completeness',
  parameters: parametersSchema,
  entry: import.meta.url,
  sequential: false,
  inputs: ({ network, dataset, rows }) => ({
    datasets: [dataset],
    steps: [`train-${network}`, ...mapSteps(rows)],
  }),
  units: ({ images, blockSize }) => imageBlocks(images, blockSize),
  runUnit: async ({ parameters, inputs, seed, unit, report }) => {
    const set = await inputs.dataset(parameters.dataset);
    const network = await loadInferenceNetwork(inputs, parameters.network);
    const { start, end } = parseImageBlock(unit);
    const rows = await Promise.all(
      parameters.rows.map((row) => openMeasuredRow(row, set, seed, inputs)),
    );
    const metrics = metricsOf(parameters);
    const values = new Float32Array((end - start) * rows.length * metrics.length);
    try {
      let next = 0;
      for (let image = start; image < end; image++) {
        const measure = measureOf(parameters, network, set, image, seed);
        rows.forEach((mapOf, row) => {
          const map = mapOf(image);
          for (const metric of metrics) values[next++] = measure(metric, map);
          report({
            done: (image - start + (row + 1) / rows.length) / (end - start),
            note: parameters.rows[row]!.title,
          });
        });
      }
    } finally {
      disposeNetwork(network);
    }
    return new Map([['values.f32', bytesOfFloats(values)]]);
  },
  collect: async (context) => {
    const { parameters, seed } = context;
    const { rows, images, bootstrapResamples } = parameters;
    const metrics = metricsOf(parameters);
    const columns = metrics.map(() => rows.map(() => new Float32Array(images)));
    for (const unit of context.units) {
      const { start, end } = parseImageBlock(unit);
      const values = floatsOfBytes(requireFile(await context.unit(unit), 'values.f32'));
      let next = 0;
      for (let image = start; image < end; image++) {
        for (let row = 0; row < rows.length; row++) {
          for (const column of columns) column[row]![image] = values[next++]!;
        }
      }
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
      rows: rows.map(({ id, title, kind }) => ({ id, title, kind })),
      columns: metrics.map((metric, index) =>
        metricColumn(
          metric,
          rows.map(({ id }) => id),
          columns[index]!,
          bootstrapResamples,
          seed,
        ),
      ),
    });
    return { results: new Map([['metrics-maps.json', bytes]]) };
  },
};

/** The metrics of a table, in its order. */
function metricsOf({ evidence }: Parameters): MetricDescription[] {
  return [
    ...FAITHFULNESS_METRICS,
    ...(evidence === undefined ? [] : LOCALISATION_METRICS),
    ...COMPLEXITY_METRICS,
    ...AXIOM_METRICS,
  ];
}

/** Measures any map of one image; all maps meet the same changes of it. */
function measureOf(
  { evidence, batchSize }: Parameters,
  network: Network,
  set: ImageSet,
  index: number,
  seed: number,
): (metric: MetricDescription, map: Float32Array) => number {
  const { classes } = network.architecture;
  const image = imageValues(set, index, index + 1);
  const target = predictedClasses(predictLogits(network, image), classes)[0]!;
  const scoredBy = (score: (logits: Float32Array) => number): ScoredImage =>
    rememberScores({
      image,
      shape: set.shape,
      scores: (images) => {
        const logits = predictLogits(network, images);
        return Float32Array.from({ length: logits.length / classes }, (_, position) =>
          score(logits.subarray(position * classes, (position + 1) * classes)),
        );
      },
    });
  const byLogit = scoredBy((logits) => logits[target]!);
  const byProbability = scoredBy((logits) => softmaxProbability(logits, target));
  const baseline = new Float32Array(image.length);
  const mask = evidence && evidenceMask(evidence, set, index);
  return (metric, map) => {
    const faithfulness = FAITHFULNESS_METRICS.find(({ id }) => id === metric.id);
    if (faithfulness) {
      return faithfulness.measure(map, OF_PROBABILITY.has(metric.id) ? byProbability : byLogit, {
        generator: generatorFor(seed, 'measure', metric.id, index),
        batchSize,
      });
    }
    const localisation = LOCALISATION_METRICS.find(({ id }) => id === metric.id);
    if (localisation && mask) return localisation.measure(map, mask);
    const complexity = COMPLEXITY_METRICS.find(({ id }) => id === metric.id);
    if (complexity) return complexity.measure(map);
    const axiom = AXIOM_METRICS.find(({ id }) => id === metric.id)!;
    return axiom.measure(map, { ...byLogit, baseline });
  };
}
