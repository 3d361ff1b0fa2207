import { z } from 'zod';
import { AGREEMENT_METRICS } from '../../metrics/agreement/index.ts';
import { rankMap } from '../../metrics/agreement/rankedMap.ts';
import { bootstrapEstimate, bootstrapMeans } from '../../metrics/bootstrap.ts';
import type { CollectContext, Outputs, Step } from '../../pipeline/step.ts';
import { generatorFor } from '../../random/generator.ts';
import { agreementSchema, type Agreement } from '../../results/agreement.ts';
import { serialiseArtefact } from '../../results/serialise.ts';
import { bytesOfFloats, floatsOfBytes, requireFile } from '../binary.ts';
import { imageBlocks, parseImageBlock } from '../imageBlocks.ts';
import { mapSteps, measuredRowSchema, openMeasuredRow } from '../measure/measuredRows.ts';

const parametersSchema = z.strictObject({
  /** The network that the maps explain. */
  network: z.string(),
  dataset: z.string(),
  /** The first so many images of the data set. */
  images: z.number().int().positive(),
  blockSize: z.number().int().positive().default(20),
  /** Shares of the pixels that make the top. */
  shares: z.array(z.number().gt(0).max(1)).min(1).default([0.05, 0.1, 0.2]),
  bootstrapResamples: z.number().int().positive().default(400),
  rows: z.array(measuredRowSchema).min(2),
});

type Parameters = z.infer<typeof parametersSchema>;

/** Compares the maps of each two rows, image by image: the disagreement problem (Krishna et al. 2022). */
export const measureAgreement: Step<Parameters> = {
  id: 'agreement',
  summary: 'how far each two methods agree on the same images',
  parameters: parametersSchema,
  entry: import.meta.url,
  sequential: false,
  inputs: ({ dataset, rows }) => ({ datasets: [dataset], steps: mapSteps(rows) }),
  units: ({ images, blockSize }) => imageBlocks(images, blockSize),
  runUnit: async ({ parameters, inputs, seed, unit, report }) => {
    const set = await inputs.dataset(parameters.dataset);
    const { start, end } = parseImageBlock(unit);
    const maps = await Promise.all(
      parameters.rows.map((row) => openMeasuredRow(row, set, seed, inputs)),
    );
    const columns = columnsOf(parameters);
    const pairs = pairsOf(parameters);
    const values = new Float32Array((end - start) * pairs.length * columns.length);
    let next = 0;
    for (let image = start; image < end; image++) {
      // Equal relevances are put in the same order in all maps of an image.
      const ranked = maps.map((mapOf) => rankMap(mapOf(image), generatorFor(seed, 'ties', image)));
      for (const [first, second] of pairs) {
        for (const { metric, share } of columns) {
          values[next++] = metric.measure(ranked[first]!, ranked[second]!, share ?? 1);
        }
      }
      report({ done: (image + 1 - start) / (end - start) });
    }
    return new Map([['values.f32', bytesOfFloats(values)]]);
  },
  collect: summariseAgreement,
};

/** Means over images with bootstrap intervals, of all pairs by the same resamples. */
async function summariseAgreement(context: CollectContext<Parameters>): Promise<Outputs> {
  const { parameters, seed } = context;
  const { rows, images, shares, bootstrapResamples } = parameters;
  const columns = columnsOf(parameters);
  const pairs = pairsOf(parameters);
  const values = pairs.map(() => columns.map(() => new Float32Array(images)));
  for (const unit of context.units) {
    const { start, end } = parseImageBlock(unit);
    const block = floatsOfBytes(requireFile(await context.unit(unit), 'values.f32'));
    let next = 0;
    for (let image = start; image < end; image++) {
      for (const pair of values) {
        for (const column of pair) column[image] = block[next++]!;
      }
    }
  }
  const bytes = serialiseArtefact(agreementSchema, {
    header: { study: context.study, step: context.step, seed, engine: context.engine.description },
    dataset: parameters.dataset,
    network: parameters.network,
    images,
    bootstrapResamples,
    rows: rows.map(({ id, title, kind }) => ({ id, title, kind })),
    columns: columns.map(({ metric, share }) => ({
      id: metric.id,
      name: metric.name,
      source: metric.source,
      share,
    })),
    pairs: pairs.map(([first, second], pair) => ({
      first: rows[first]!.id,
      second: rows[second]!.id,
      ...meansOf(values[pair]!, bootstrapResamples, seed),
      least: leastOf(values[pair]![shares.length - 1]!),
    })),
  });
  return { results: new Map([['agreement.json', bytes]]) };
}

/** Metrics of the top at every share, then those of all pixels. */
function columnsOf({ shares }: Parameters) {
  return [
    ...AGREEMENT_METRICS.filter(({ ofTop }) => ofTop).flatMap((metric) =>
      shares.map((share) => ({ metric, share })),
    ),
    ...AGREEMENT_METRICS.filter(({ ofTop }) => !ofTop).map((metric) => ({ metric, share: null })),
  ];
}

function pairsOf({ rows }: Parameters): (readonly [first: number, second: number])[] {
  return rows.flatMap((_, first) =>
    rows.slice(first + 1).map((_, offset) => [first, first + 1 + offset] as const),
  );
}

function meansOf(
  columns: readonly Float32Array[],
  resamples: number,
  seed: number,
): Pick<Agreement['pairs'][number], 'means' | 'low' | 'high'> {
  const bootstrap = bootstrapMeans(columns, resamples, generatorFor(seed, 'bootstrap'));
  const estimates = columns.map((_, column) => bootstrapEstimate(bootstrap, column));
  const bounded = (value: number) => Math.min(1, Math.max(-1, value));
  return {
    means: estimates.map(({ value }) => bounded(value)),
    low: estimates.map(({ low }) => bounded(low)),
    high: estimates.map(({ high }) => bounded(high)),
  };
}

function leastOf(values: Float32Array): { image: number; value: number } {
  const value = Math.min(...values);
  return { image: values.indexOf(value), value };
}
