import { bootstrapEstimate, bootstrapMeans } from '../../metrics/bootstrap.ts';
import { plantedSet } from '../../datasets/planted/plantedSets.ts';
import type { CollectContext, Files, Outputs } from '../../pipeline/step.ts';
import { generatorFor } from '../../random/generator.ts';
import { partShapleySchema } from '../../results/planted/partShapley.ts';
import { serialiseArtefact } from '../../results/serialise.ts';
import { floatsOfBytes, joinBytes, requireFile } from '../binary.ts';
import { partSegments } from './partSegments.ts';
import { KEPT, PART_ESTIMATORS, type PartShapleyParameters } from './partShapley.ts';

/** Means over images with bootstrap intervals. */
export async function summarisePartShapley(
  context: CollectContext<PartShapleyParameters>,
): Promise<Outputs> {
  const { parameters, seed, inputs } = context;
  const { network, dataset, images, evaluations, bootstrapResamples } = parameters;
  const blocks: Files[] = [];
  for (const unit of context.units) blocks.push(await context.unit(unit));
  const joined = (file: string) =>
    floatsOfBytes(joinBytes(blocks.map((files) => requireFile(files, file))));
  const explanations = joined('explanations.f32');
  const games = joined('games.f32');
  const compared = [
    { id: 'exact', title: 'Exact', evaluations: null },
    ...PART_ESTIMATORS.map((estimator) => ({ ...estimator, evaluations })),
    ...parameters.rows.map(({ id, title }) => ({ id, title, evaluations: null })),
  ];
  const perImage = compared.length * KEPT.length;
  const columns = [
    ...Array.from({ length: perImage }, (_, column) => columnOf(explanations, column, perImage)),
    columnOf(games, 0, 2),
    columnOf(games, 1, 2),
  ];
  const bootstrap = bootstrapMeans(columns, bootstrapResamples, generatorFor(seed, 'bootstrap'));
  const estimate = (row: number, kept: (typeof KEPT)[number]) =>
    bootstrapEstimate(bootstrap, row * KEPT.length + KEPT.indexOf(kept));
  const [height, width] = (await inputs.dataset(dataset)).shape;
  const players = partSegments(
    plantedSet(dataset).parts.subarray(0, height * width),
    height,
    width,
  ).count;
  const bytes = serialiseArtefact(partShapleySchema, {
    header: { study: context.study, step: context.step, seed, engine: context.engine.description },
    dataset,
    network,
    images,
    players,
    coalitions: 2 ** players,
    bootstrapResamples,
    total: bootstrapEstimate(bootstrap, perImage),
    interaction: bootstrapEstimate(bootstrap, perImage + 1),
    exact: { first: estimate(0, 'first'), second: estimate(0, 'second') },
    rows: compared.slice(1).map((row, index) => ({
      ...row,
      correlation: estimate(index + 1, 'correlation'),
      first: estimate(index + 1, 'first'),
      second: estimate(index + 1, 'second'),
    })),
  });
  return { results: new Map([[`part-shapley-${network}.json`, bytes]]) };
}

function columnOf(values: Float32Array, column: number, columns: number): Float32Array {
  return Float32Array.from(
    { length: values.length / columns },
    (_, row) => values[row * columns + column]!,
  );
}
