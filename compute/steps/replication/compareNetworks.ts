import { z } from 'zod';
import { bootstrapDifference, bootstrapEstimate, bootstrapMeans } from '../../metrics/bootstrap.ts';
import type { CollectContext, Outputs, Step } from '../../pipeline/step.ts';
import { generatorFor } from '../../random/generator.ts';
import { replicatedNetworksSchema } from '../../results/replication/networks.ts';
import { serialiseArtefact } from '../../results/serialise.ts';
import { readCorrectShares } from './correctShares.ts';
import { replicationFields } from './replicationParameters.ts';
import { faultsOf, worldCorrecting } from './worlds.ts';

const parametersSchema = z.strictObject({
  /** The artefact is `networks-<name>.json`. */
  name: z.string().regex(/^[\w-]+$/),
  dataset: z.string(),
  method: replicationFields.method,
  faults: replicationFields.faults,
  images: z.number().int().positive().default(1000),
  blockSize: replicationFields.blockSize,
  noiseSeeds: z.number().int().positive().default(5),
  bootstrapResamples: z.number().int().positive().default(2000),
  /** Each with the step that degraded images by the maps of 2021 of this network. */
  networks: z
    .array(z.strictObject({ id: z.string(), title: z.string(), degraded: z.string() }))
    .min(2),
});

type Parameters = z.infer<typeof parametersSchema>;

/** Columns of one network, in this order. */
const COLUMNS = 3;
const COMMITTED = 1;

/** What a number of 2021 owes to the network: the same protocol on the same images for several. */
export const compareNetworks: Step<Parameters> = {
  id: 'compare-networks',
  summary: 'one method of 2021 on several networks',
  parameters: parametersSchema,
  entry: import.meta.url,
  sequential: false,
  inputs: ({ dataset, networks }) => ({
    datasets: [dataset],
    steps: networks.map(({ degraded }) => degraded),
  }),
  units: () => [],
  runUnit: () => Promise.reject(new Error('there is nothing to compute')),
  collect: summarise,
};

async function summarise(context: CollectContext<Parameters>): Promise<Outputs> {
  const { parameters, inputs, study, step, seed, engine } = context;
  const { images, blockSize, noiseSeeds, bootstrapResamples } = parameters;
  const { labels } = await inputs.dataset(parameters.dataset);
  const faults = faultsOf(parameters.method, parameters.faults);
  const described = worldCorrecting(faults, ['departure']);
  const columns: Float32Array[] = [];
  for (const { degraded } of parameters.networks) {
    const run = { step: degraded, images, blockSize, noiseSeeds, worlds: 'of-2021' } as const;
    const { intact, ofWorld } = await readCorrectShares(inputs, run, faults, labels);
    columns.push(intact, ofWorld.get(0)!, ofWorld.get(described)!);
  }
  const bootstrap = bootstrapMeans(columns, bootstrapResamples, generatorFor(seed, 'bootstrap'));
  const estimate = (network: number, column: number) =>
    bootstrapEstimate(bootstrap, COLUMNS * network + column);
  const networks = parameters.networks.map(({ id, title }, at) => ({
    id,
    title,
    intact: estimate(at, 0),
    committed: estimate(at, COMMITTED),
    described: estimate(at, 2),
  }));
  const bytes = serialiseArtefact(replicatedNetworksSchema, {
    header: { study, step, seed, engine: engine.description },
    dataset: parameters.dataset,
    method: parameters.method,
    images,
    noiseSeeds,
    bootstrapResamples,
    networks,
    differences: networks.flatMap((first, a) =>
      networks.slice(a + 1).map((second, offset) => ({
        first: first.id,
        second: second.id,
        difference: bootstrapDifference(
          bootstrap,
          COLUMNS * a + COMMITTED,
          COLUMNS * (a + 1 + offset) + COMMITTED,
        ),
      })),
    ),
  });
  return { results: new Map([[`networks-${parameters.name}.json`, bytes]]) };
}
