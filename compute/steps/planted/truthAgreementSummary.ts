import {
  bootstrapEstimate,
  bootstrapMeans,
  quantile,
  type BootstrapMeans,
} from '../../metrics/bootstrap.ts';
import { LOCALISATION_METRICS } from '../../metrics/localisation/index.ts';
import { rankCorrelation } from '../../metrics/rankCorrelation.ts';
import type { CollectContext, Files, Outputs } from '../../pipeline/step.ts';
import { generatorFor } from '../../random/generator.ts';
import type { Estimate } from '../../results/estimate.ts';
import { truthAgreementSchema } from '../../results/planted/truthAgreement.ts';
import { serialiseArtefact } from '../../results/serialise.ts';
import { floatsOfBytes, requireFile } from '../binary.ts';
import { DEGRADATIONS, type TruthAgreementParameters } from './truthAgreement.ts';

/** Accuracies after degradation, and their rank correlations with localisation. */
export async function summariseAgreement(
  context: CollectContext<TruthAgreementParameters>,
): Promise<Outputs> {
  const { parameters, seed } = context;
  const { network, images, rows, bootstrapResamples } = parameters;
  const files: Files[] = [];
  for (const unit of context.units) files.push(await context.unit(unit));
  const columns = (name: string): Float32Array[] =>
    files.map((own) => floatsOfBytes(requireFile(own, `${name}.f32`)));
  /** Every measure meets the same resamples of images. */
  const bootstrap = (given: readonly Float32Array[]): BootstrapMeans =>
    bootstrapMeans(given, bootstrapResamples, generatorFor(seed, 'bootstrap'));
  const truths = LOCALISATION_METRICS.map(({ id }) => {
    const own = columns(id);
    return { id, columns: own, bootstrap: bootstrap(own) };
  });
  const everything = rows.map((_, row) => row);
  const methods = everything.filter((row) => rows[row]!.kind === 'method');
  const bytes = serialiseArtefact(truthAgreementSchema, {
    header: { study: context.study, step: context.step, seed, engine: context.engine.description },
    dataset: parameters.dataset,
    network,
    images,
    share: parameters.share,
    bootstrapResamples,
    degradations: DEGRADATIONS.map(({ id, order, fill }) => {
      const correct = bootstrap(columns(`${id}-correct`));
      // Removing what matters should hurt, so that a low outcome is a good one.
      const sign = order === 'keep' ? 1 : -1;
      const outcomes = columns(`${id}-probability`).map((column) =>
        column.map((probability) => sign * probability),
      );
      return {
        id,
        order,
        fill,
        repeats: parameters.repeats,
        rows: rows.map((row, index) => ({
          id: row.id,
          title: row.title,
          kind: row.kind,
          accuracy: bootstrapEstimate(correct, index),
        })),
        correlations: truths.map((truth) => ({
          id: truth.id,
          rankings: correlationOfMeans(truth.bootstrap, correct, sign, everything),
          methods: correlationOfMeans(truth.bootstrap, correct, sign, methods),
          withinImages: bootstrapEstimate(
            bootstrap([correlationsWithinImages(truth.columns, outcomes)]),
            0,
          ),
        })),
      };
    }),
  });
  return { results: new Map([[`truth-agreement-${network}.json`, bytes]]) };
}

/** Rank correlation over rows of two mean measures, with its 95 % percentile interval. */
function correlationOfMeans(
  truth: BootstrapMeans,
  outcome: BootstrapMeans,
  sign: number,
  chosen: readonly number[],
): Estimate {
  const between = (one: (row: number) => number, other: (row: number) => number) =>
    rankCorrelation(
      chosen.map((row) => one(row)),
      chosen.map((row) => sign * other(row)),
    );
  const value = between(
    (row) => truth.means[row]!,
    (row) => outcome.means[row]!,
  );
  const resamples = truth.resampled[0]!.length;
  const resampled = Float64Array.from({ length: resamples }, (_, resample) =>
    between(
      (row) => truth.resampled[row]![resample]!,
      (row) => outcome.resampled[row]![resample]!,
    ),
  ).sort();
  return {
    value,
    low: Math.min(value, quantile(resampled, 0.025)),
    high: Math.max(value, quantile(resampled, 0.975)),
  };
}

/** For each image, the rank correlation over rows of its own two measures. */
function correlationsWithinImages(
  truth: readonly Float32Array[],
  outcome: readonly Float32Array[],
): Float32Array {
  return Float32Array.from({ length: truth[0]!.length }, (_, image) =>
    rankCorrelation(
      truth.map((column) => column[image]!),
      outcome.map((column) => column[image]!),
    ),
  );
}
