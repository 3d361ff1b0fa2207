import { PART } from '../../datasets/planted/plantedImage.ts';
import { plantedSet } from '../../datasets/planted/plantedSets.ts';
import {
  bootstrapDifference,
  bootstrapEstimate,
  bootstrapMeans,
  type BootstrapMeans,
} from '../../metrics/bootstrap.ts';
import { LOCALISATION_METRICS, measureMaps } from '../../metrics/localisation/index.ts';
import type { CollectContext, Files, Outputs } from '../../pipeline/step.ts';
import { generatorFor } from '../../random/generator.ts';
import type { Estimate } from '../../results/estimate.ts';
import { localisationSchema, type Localisation } from '../../results/planted/localisation.ts';
import { serialiseArtefact } from '../../results/serialise.ts';
import { floatsOfBytes, requireFile } from '../binary.ts';
import { evidenceOf } from './evidence.ts';
import type { LocaliseParameters } from './localise.ts';

/** Means over images with intervals, and all paired differences, of every metric. */
export async function summariseLocalisation(
  context: CollectContext<LocaliseParameters>,
): Promise<Outputs> {
  const { parameters, seed, inputs } = context;
  const { network, images, rows } = parameters;
  const set = await inputs.dataset(parameters.dataset);
  const pixels = set.shape[0] * set.shape[1];
  const parts = plantedSet(set.name).parts.subarray(0, images * pixels);
  const twoPieces = parts.includes(PART.secondPiece);
  const masks = evidenceOf(parts);
  const files: Files[] = [];
  for (const unit of context.units) files.push(await context.unit(unit));
  /** One bootstrap of one measure over all rows; every measure meets the same resamples. */
  const bootstrapOf = (measure: string) =>
    bootstrapMeans(
      files.map((own) => floatsOfBytes(requireFile(own, `${measure}.f32`))),
      parameters.bootstrapResamples,
      generatorFor(seed, 'bootstrap'),
    );
  const metrics = LOCALISATION_METRICS.map((metric) => ({
    metric,
    bootstrap: bootstrapOf(metric.id),
  }));
  const shares = new Map(
    (['evidence', 'secondPiece', 'distractors', 'background'] as const).map((kind) => [
      kind,
      bootstrapOf(`share-${kind}`),
    ]),
  );
  const shareOf = (kind: keyof Localisation['rows'][number]['shares'], row: number): Estimate =>
    bootstrapEstimate(shares.get(kind)!, row);
  const bytes = serialiseArtefact(localisationSchema, {
    header: { study: context.study, step: context.step, seed, engine: context.engine.description },
    dataset: parameters.dataset,
    network,
    images,
    evidenceShare: masks.reduce((sum, mark) => sum + mark, 0) / masks.length,
    bootstrapResamples: parameters.bootstrapResamples,
    metrics: metrics.map(({ metric }) => ({
      id: metric.id,
      name: metric.name,
      direction: metric.direction,
      range: [...metric.range],
      source: metric.source,
      chance: mean(measureMaps(metric, new Float32Array(masks.length).fill(1), masks, pixels)),
    })),
    rows: rows.map(({ id, title, kind }, row) => ({
      id,
      title,
      kind,
      metrics: Object.fromEntries(
        metrics.map(({ metric, bootstrap }) => [metric.id, bootstrapEstimate(bootstrap, row)]),
      ),
      shares: {
        evidence: shareOf('evidence', row),
        ...(twoPieces && { secondPiece: shareOf('secondPiece', row) }),
        distractors: shareOf('distractors', row),
        background: shareOf('background', row),
      },
    })),
    differences: Object.fromEntries(
      metrics.map(({ metric, bootstrap }) => [metric.id, differencesOf(rows, bootstrap)]),
    ),
  });
  return { results: new Map([[`localisation-${network}.json`, bytes]]) };
}

function differencesOf(rows: LocaliseParameters['rows'], bootstrap: BootstrapMeans) {
  return rows.flatMap((first, a) =>
    rows.slice(a + 1).map((second, offset) => ({
      first: first.id,
      second: second.id,
      difference: bootstrapDifference(bootstrap, a, a + 1 + offset),
    })),
  );
}

function mean(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
