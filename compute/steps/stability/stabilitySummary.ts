import { gridSegments } from '../../explain/segmentation/grid.ts';
import { bootstrapEstimate, bootstrapMeans, quantile } from '../../metrics/bootstrap.ts';
import { topOverlap, topProbability } from '../../metrics/topOverlap.ts';
import type { CollectContext, Outputs } from '../../pipeline/step.ts';
import { generatorFor } from '../../random/generator.ts';
import { serialiseArtefact } from '../../results/serialise.ts';
import { stabilitySchema, type ShapleyErrors, type Stability } from '../../results/stability.ts';
import { floatsOfBytes, requireFile } from '../binary.ts';
import type { StabilityParameters } from './measureStability.ts';
import { SHAPLEY_ESTIMATORS, STABILITY_METHODS, triedBudgets } from './sampledMethods.ts';

/** What the units of one kind found, image by image. */
interface Findings {
  readonly values: readonly Float32Array[];
  readonly targets: readonly number[];
}

/** Overlaps of seeds with intervals over images, and quartiles of errors. */
export async function summariseStability(
  context: CollectContext<StabilityParameters>,
): Promise<Outputs> {
  const { parameters, seed, inputs } = context;
  const { images, seeds, cell, evaluations, published, share, goal, shapley } = parameters;
  const set = await inputs.dataset(parameters.dataset);
  const [height, width] = set.shape;
  const found = await readFindings(context, 'seeds');
  const bytes = serialiseArtefact(stabilitySchema, {
    header: { study: context.study, step: context.step, seed, engine: context.engine.description },
    dataset: parameters.dataset,
    network: parameters.network,
    images,
    seeds,
    cell,
    cells: gridSegments(height, width, cell).count,
    share,
    goal,
    bootstrapResamples: parameters.bootstrapResamples,
    evaluations,
    published,
    rows: STABILITY_METHODS.map((method, index) => {
      const { id, title } = method;
      const overlaps = triedBudgets(method, evaluations).map((_, budget) =>
        overlapOf(context, found, index, budget),
      );
      const overlap = overlaps.map((own) => own.overlap);
      const jaccard = overlaps.map((own) => own.jaccard);
      const reached = overlap.findIndex(({ value }) => value >= goal);
      return { id, title, overlap, jaccard, reaches: evaluations[reached] ?? null };
    }),
    probabilities: probabilitiesOf(parameters, found, set.labels),
    shapley: {
      cell: shapley.cell,
      players: gridSegments(height, width, shapley.cell).count,
      images: shapley.images,
      exactEvaluations: 2 ** gridSegments(height, width, shapley.cell).count,
      evaluations: shapley.evaluations,
      estimators: estimatorsOf(context, await readFindings(context, 'exact')),
    },
  });
  return { results: new Map([['stability.json', bytes]]) };
}

async function readFindings(
  context: CollectContext<StabilityParameters>,
  kind: 'seeds' | 'exact',
): Promise<Findings> {
  const values: Float32Array[] = [];
  const targets: number[] = [];
  for (const unit of context.units.filter((name) => name.startsWith(kind))) {
    const files = await context.unit(unit);
    values.push(floatsOfBytes(requireFile(files, 'values.f32')));
    targets.push(requireFile(files, 'target.u8')[0]!);
  }
  return { values, targets };
}

/** The runs of one method, number of evaluations and image: one map of cells a seed. */
function runsOf(
  { seeds, evaluations }: StabilityParameters,
  scores: Float32Array,
  method: number,
  budget: number,
): Float32Array[] {
  const cells = scores.length / (STABILITY_METHODS.length * evaluations.length * seeds);
  const first = (method * evaluations.length + budget) * seeds;
  return Array.from({ length: seeds }, (_, run) =>
    scores.subarray((first + run) * cells, (first + run + 1) * cells),
  );
}

function overlapOf(
  { parameters, seed }: CollectContext<StabilityParameters>,
  { values }: Findings,
  method: number,
  budget: number,
) {
  const overlaps = values.map((scores) =>
    topOverlap(runsOf(parameters, scores, method, budget), parameters.share),
  );
  const bootstrap = bootstrapMeans(
    [
      Float32Array.from(overlaps, ({ overlap }) => overlap),
      Float32Array.from(overlaps, ({ jaccard }) => jaccard),
    ],
    parameters.bootstrapResamples,
    generatorFor(seed, 'bootstrap'),
  );
  return { overlap: bootstrapEstimate(bootstrap, 0), jaccard: bootstrapEstimate(bootstrap, 1) };
}

function probabilitiesOf(
  parameters: StabilityParameters,
  { values, targets }: Findings,
  labels: Uint8Array,
): Stability['probabilities'] {
  return values.slice(0, parameters.shownImages).flatMap((scores, image) =>
    STABILITY_METHODS.flatMap((method, index) =>
      triedBudgets(method, parameters.evaluations).map((evaluations, budget) => ({
        image,
        label: labels[image]!,
        predicted: targets[image]!,
        row: method.id,
        evaluations,
        cells: [...topProbability(runsOf(parameters, scores, index, budget), parameters.share)].map(
          (chance) => Math.min(1, chance),
        ),
      })),
    ),
  );
}

function estimatorsOf(
  { parameters, seed }: CollectContext<StabilityParameters>,
  { values }: Findings,
): ShapleyErrors['estimators'] {
  const { shapley, seeds, bootstrapResamples } = parameters;
  return SHAPLEY_ESTIMATORS.map(({ id, title, hasErrors }, estimator) => {
    /** Of one number of evaluations, one array an image: errors, or covered shares, of its seeds. */
    const runs = (budget: number, kept: 0 | 1) =>
      values.map((compared) =>
        Array.from({ length: seeds }, (_, run) => {
          const first = (estimator * shapley.evaluations.length + budget) * seeds;
          return compared[2 * (first + run) + kept]!;
        }),
      );
    const quantiles = (level: number) =>
      shapley.evaluations.map((_, budget) =>
        quantile(Float64Array.from(runs(budget, 0).flat()).sort(), level),
      );
    const coverage = (budget: number) => {
      const shares = runs(budget, 1).map(
        (own) => own.reduce((sum, covered) => sum + covered, 0) / seeds,
      );
      if (shares.some(Number.isNaN)) return null;
      const resampled = bootstrapMeans(
        [Float32Array.from(shares)],
        bootstrapResamples,
        generatorFor(seed, 'bootstrap'),
      );
      return bootstrapEstimate(resampled, 0);
    };
    return {
      id,
      title,
      lowerQuartile: quantiles(0.25),
      median: quantiles(0.5),
      upperQuartile: quantiles(0.75),
      coverage: hasErrors ? shapley.evaluations.map((_, budget) => coverage(budget)) : null,
    };
  });
}
