import { z } from 'zod';
import {
  bootstrapDifference,
  bootstrapEstimate,
  bootstrapMeans,
  quantile,
} from '../../metrics/bootstrap.ts';
import type { CollectContext, Outputs, Step } from '../../pipeline/step.ts';
import { generatorFor } from '../../random/generator.ts';
import type { Estimate } from '../../results/estimate.ts';
import {
  replicationSchema,
  type ReplicatedMethodResult,
} from '../../results/replication/replication.ts';
import { serialiseArtefact } from '../../results/serialise.ts';
import { readCorrectShares, type CorrectShares } from './correctShares.ts';
import { readReplicatedCounts } from './replicatedMaps.ts';
import { replicationFields } from './replicationParameters.ts';
import { shapleyShares } from './shapleyShares.ts';
import { faultsOf, worldCorrecting } from './worlds.ts';

const methodSchema = z.strictObject({
  method: replicationFields.method,
  title: z.string(),
  faults: replicationFields.faults,
  published: z.number().min(0).max(1).nullable(),
  /** Steps that degraded: 2021 on our network, on the weights of 2021, and all worlds on our network. */
  ours: z.string(),
  original: z.strictObject({ step: z.string(), network: z.string() }).optional(),
  examined: z.string(),
  /** Step that made the maps of `ours`. */
  maps: z.string(),
});

const parametersSchema = z.strictObject({
  /** The artefact is `replication-<name>.json`. */
  name: z.string().regex(/^[\w-]+$/),
  dataset: z.string(),
  network: z.string(),
  images: z.number().int().positive().default(1000),
  imagesExamined: z.number().int().positive(),
  blockSize: replicationFields.blockSize,
  noiseSeeds: z.number().int().positive().default(5),
  evaluations: z.number().int().positive().default(1000),
  bootstrapResamples: z.number().int().positive().default(2000),
  methods: z.array(methodSchema).min(1),
});

type Parameters = z.infer<typeof parametersSchema>;
type MethodParameters = Parameters['methods'][number];

/** Accuracies of 2021 again, and the difference to the corrected ones divided among the faults. */
export const summariseReplication: Step<Parameters> = {
  id: 'summarise-replication',
  summary: 'the comparison of 2021 again, and what it owes to which fault',
  parameters: parametersSchema,
  entry: import.meta.url,
  sequential: false,
  inputs: ({ dataset, methods }) => ({
    datasets: [dataset],
    steps: [
      ...new Set(
        methods.flatMap(({ ours, original, examined, maps }) => [
          ours,
          ...(original === undefined ? [] : [original.step]),
          examined,
          maps,
        ]),
      ),
    ],
  }),
  units: () => [],
  runUnit: () => Promise.reject(new Error('there is nothing to compute')),
  collect: summarise,
};

const ROWS = ['committed', 'described', 'corrected'] as const;

async function summarise(context: CollectContext<Parameters>): Promise<Outputs> {
  const { parameters, inputs, study, step, seed, engine } = context;
  const set = await inputs.dataset(parameters.dataset);
  const methods: ReplicatedMethodResult[] = [];
  const columns: Record<(typeof ROWS)[number], Float32Array[]> = {
    committed: [],
    described: [],
    corrected: [],
  };
  for (const own of parameters.methods) {
    const { result, rows } = await summariseMethod(context, own, set.labels);
    methods.push(result);
    ROWS.forEach((row, at) => columns[row].push(rows[at]!));
  }
  const differencesOf = (row: (typeof ROWS)[number]) => {
    const bootstrap = resample(context, columns[row]);
    return methods.flatMap((first, a) =>
      methods.slice(a + 1).map((second, offset) => ({
        first: first.id,
        second: second.id,
        difference: bootstrapDifference(bootstrap, a, a + 1 + offset),
      })),
    );
  };
  const bytes = serialiseArtefact(replicationSchema, {
    header: { study, step, seed, engine: engine.description },
    dataset: parameters.dataset,
    images: parameters.images,
    imagesExamined: parameters.imagesExamined,
    pixels: set.shape[0] * set.shape[1],
    noiseSeeds: parameters.noiseSeeds,
    evaluations: parameters.evaluations,
    bootstrapResamples: parameters.bootstrapResamples,
    methods,
    differences: {
      committed: differencesOf('committed'),
      described: differencesOf('described'),
      corrected: differencesOf('corrected'),
    },
  });
  return { results: new Map([[`replication-${parameters.name}.json`, bytes]]) };
}

function resample({ parameters, seed }: CollectContext<Parameters>, columns: Float32Array[]) {
  return bootstrapMeans(columns, parameters.bootstrapResamples, generatorFor(seed, 'bootstrap'));
}

async function summariseMethod(
  context: CollectContext<Parameters>,
  own: MethodParameters,
  labels: Uint8Array,
): Promise<{ result: ReplicatedMethodResult; rows: Float32Array[] }> {
  const { parameters, inputs } = context;
  const faults = faultsOf(own.method, own.faults);
  const described = worldCorrecting(faults, ['departure']);
  const all = 2 ** faults.length - 1;
  const { blockSize, noiseSeeds, images, imagesExamined } = parameters;
  const rowsOf2021 = async (step: string, network: string) => {
    const run = { step, images, blockSize, noiseSeeds, worlds: 'of-2021' } as const;
    const shares = await readCorrectShares(inputs, run, faults, labels);
    const columns = [shares.intact, shares.ofWorld.get(0)!, shares.ofWorld.get(described)!];
    const bootstrap = resample(context, columns);
    const [intact, committed, asDescribed] = columns.map((_, at) =>
      bootstrapEstimate(bootstrap, at),
    );
    return {
      shares,
      rows: {
        network,
        intact: intact!,
        committed: committed!,
        described: asDescribed!,
        unexplained: own.published === null ? null : leaving(own.published, committed!),
      },
    };
  };
  const ours = await rowsOf2021(own.ours, parameters.network);
  const original =
    own.original === undefined
      ? null
      : (await rowsOf2021(own.original.step, own.original.network)).rows;
  const run = {
    step: own.examined,
    images: imagesExamined,
    blockSize,
    noiseSeeds,
    worlds: 'all',
  } as const;
  const { ofWorld } = await readCorrectShares(inputs, run, faults, labels);
  const rows = [0, described, all].map((world) => ofWorld.get(world)!);
  const shares = shapleyShares(ofWorld, faults.length);
  const singles = faults.flatMap((_, at) => [
    ofWorld.get(1 << at)!,
    ofWorld.get(all & ~(1 << at))!,
  ]);
  const bootstrap = resample(context, [...rows, ...shares, ...singles]);
  const counts = await readReplicatedCounts(inputs, own.maps);
  return {
    rows,
    result: {
      id: own.method,
      title: own.title,
      published: own.published,
      ours: ours.rows,
      original,
      examined: {
        committed: bootstrapEstimate(bootstrap, 0),
        described: bootstrapEstimate(bootstrap, 1),
        corrected: bootstrapEstimate(bootstrap, 2),
        change: bootstrapDifference(bootstrap, 2, 0),
      },
      faults: faults.map(({ id, title, was, corrected, kind }, at) => ({
        id,
        title,
        was,
        corrected,
        kind,
        share: bootstrapEstimate(bootstrap, 3 + at),
        first: bootstrapDifference(bootstrap, 3 + faults.length + 2 * at, 0),
        last: bootstrapDifference(bootstrap, 2, 3 + faults.length + 2 * at + 1),
      })),
      segments: own.method === 'lrp' ? null : segmentCounts(counts.segments),
      selected: own.method === 'kernel-shap' ? selectedCounts(counts.selected) : null,
      keptPixels: meanOf(ours.shares),
    },
  };
}

/** A number less an estimate. */
function leaving(number: number, { value, low, high }: Estimate): Estimate {
  return { value: number - value, low: number - high, high: number - low };
}

function meanOf({ keptIn2021 }: CorrectShares): number {
  return keptIn2021.reduce((sum, kept) => sum + kept, 0) / keptIn2021.length;
}

function segmentCounts(counts: Uint8Array) {
  return {
    single: shareOf(counts, (count) => count === 1),
    two: shareOf(counts, (count) => count === 2),
    median: quantile(counts.toSorted(), 0.5),
    most: Math.max(...counts),
  };
}

function selectedCounts(counts: Uint8Array) {
  return {
    none: shareOf(counts, (count) => count === 0),
    median: quantile(counts.toSorted(), 0.5),
  };
}

function shareOf(counts: Uint8Array, counted: (count: number) => boolean): number {
  return counts.filter(counted).length / counts.length;
}
