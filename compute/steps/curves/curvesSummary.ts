import { evenShares } from '../../degrade/curve.ts';
import { fillById } from '../../degrade/fills/index.ts';
import { ORDER_IDS, type OrderId } from '../../degrade/orders.ts';
import { bootstrapEstimate, bootstrapMeans } from '../../metrics/bootstrap.ts';
import type { CollectContext, Outputs } from '../../pipeline/step.ts';
import { generatorFor } from '../../random/generator.ts';
import {
  CURVE_MEASURES,
  curvesSchema,
  type CurveMeasure,
  type CurvePoints,
} from '../../results/curves.ts';
import { serialiseArtefact } from '../../results/serialise.ts';
import { floatsOfBytes, requireFile } from '../binary.ts';
import { fillConcordance, orderConsistency, powerOf } from './curveRanks.ts';
import { imageAreas } from './imageAreas.ts';
import { parseCurvesUnit } from './curvesUnit.ts';
import type { CurvesParameters } from './traceCurves.ts';

/** One curve of every image, by one fill, order, row and measure. */
export interface ImageCurves {
  readonly fill: string;
  readonly order: OrderId;
  readonly row: string;
  readonly measure: CurveMeasure;
  /** One array a point, one value an image. */
  readonly points: readonly Float32Array[];
  /** Area under the curve of each image, 0 … 1. */
  readonly areas: Float32Array;
}

/** Mean curves with bootstrap intervals over images, areas, and how far they rank the rows alike. */
export async function summariseCurves(context: CollectContext<CurvesParameters>): Promise<Outputs> {
  const { parameters, seed } = context;
  const { fills, rows, images, bootstrapResamples } = parameters;
  const shares = evenShares(parameters.steps);
  const all = await readImageCurves(context, shares);
  const curves = fills.flatMap((fill) =>
    ORDER_IDS.flatMap((order) =>
      rows.map(({ id: row }) => {
        const meanOf = (measure: CurveMeasure) =>
          meanCurve(curveOf(all, fill, order, row, measure), bootstrapResamples, seed);
        return {
          fill,
          order,
          row,
          accuracy: meanOf('accuracy'),
          probability: meanOf('probability'),
        };
      }),
    ),
  );
  const bytes = serialiseArtefact(curvesSchema, {
    header: { study: context.study, step: context.step, seed, engine: context.engine.description },
    dataset: parameters.dataset,
    network: parameters.network,
    images,
    bootstrapResamples,
    shares: [...shares],
    rows: rows.map(({ id, title, kind }) => ({ id, title, kind })),
    fills: fills.map((id) => {
      const { name, source } = fillById(id);
      return { id, name, source };
    }),
    curves,
    fillConcordance: fillConcordance(curves, rows),
    orderConsistency: orderConsistency(curves, rows),
    power: powerOf(all, parameters.toldApart, bootstrapResamples, seed),
  });
  return { results: new Map([['curves.json', bytes]]) };
}

/** The curves of all images out of the units, whose arrays are [rows × orders × images × points]. */
async function readImageCurves(
  context: CollectContext<CurvesParameters>,
  shares: Float64Array,
): Promise<ImageCurves[]> {
  const { fills, rows, images } = context.parameters;
  const points = shares.length;
  const kinds = rows.flatMap(({ id: row }) => ORDER_IDS.map((order) => ({ row, order })));
  const empty = () => Array.from({ length: points }, () => new Float32Array(images));
  const gathered = fills.flatMap((fill) =>
    kinds.flatMap((kind) =>
      CURVE_MEASURES.map((measure) => ({ fill, ...kind, measure, points: empty() })),
    ),
  );
  for (const unit of context.units) {
    const { fill, block } = parseCurvesUnit(unit);
    const files = await context.unit(unit);
    const values: Record<CurveMeasure, ArrayLike<number>> = {
      accuracy: requireFile(files, 'correct.u8'),
      probability: floatsOfBytes(requireFile(files, 'probability.f32')),
    };
    const count = block.end - block.start;
    gathered
      .filter((own) => own.fill === fill)
      .forEach((own, index) => {
        const kind = Math.floor(index / CURVE_MEASURES.length);
        for (let offset = 0; offset < count; offset++) {
          const first = (kind * count + offset) * points;
          own.points.forEach((point, position) => {
            point[block.start + offset] = values[own.measure][first + position]!;
          });
        }
      });
  }
  return gathered.map((own) => ({ ...own, areas: imageAreas(shares, own.points) }));
}

function curveOf(
  all: readonly ImageCurves[],
  fill: string,
  order: OrderId,
  row: string,
  measure: CurveMeasure,
): ImageCurves {
  return all.find(
    (own) => own.fill === fill && own.order === order && own.row === row && own.measure === measure,
  )!;
}

/** All curves see the same resamples of the images. */
function meanCurve({ points, areas }: ImageCurves, resamples: number, seed: number): CurvePoints {
  const bootstrap = bootstrapMeans([...points, areas], resamples, generatorFor(seed, 'bootstrap'));
  const estimates = points.map((_, point) => bootstrapEstimate(bootstrap, point));
  return {
    means: estimates.map(({ value }) => inUnit(value)),
    low: estimates.map(({ low }) => inUnit(low)),
    high: estimates.map(({ high }) => inUnit(high)),
    area: bootstrapEstimate(bootstrap, points.length),
  };
}

/** A sum of float32 probabilities over their number may pass 1 by a rounding. */
function inUnit(value: number): number {
  return Math.min(1, Math.max(0, value));
}
