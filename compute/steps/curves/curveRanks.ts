import { ORDER_IDS, type OrderId } from '../../degrade/orders.ts';
import { bootstrapDifference, bootstrapMeans } from '../../metrics/bootstrap.ts';
import { kendallsW, kendallTau } from '../../metrics/kendall.ts';
import { imagesToDistinguish } from '../../metrics/power.ts';
import { generatorFor } from '../../random/generator.ts';
import { CURVE_MEASURES, type Curves, type CurveMeasure } from '../../results/curves.ts';
import type { MeasuredRow } from '../measure/measuredRows.ts';
import type { ImageCurves } from './curvesSummary.ts';

type MeanCurves = Curves['curves'];

/** Chance to call a difference where there is none, and to find the one that there is. */
const POWER = { level: 0.05, power: 0.8 };

/** How far the fills rank the rows alike, by each measure and order. */
export function fillConcordance(
  curves: MeanCurves,
  rows: readonly MeasuredRow[],
): Curves['fillConcordance'] {
  const fills = fillsOf(curves);
  return CURVE_MEASURES.flatMap((measure) =>
    ORDER_IDS.map((order) => {
      const concordance = (among: readonly MeasuredRow[]) =>
        fills.length < 2 || among.length < 2
          ? null
          : kendallsW(fills.map((fill) => goodness(curves, fill, order, measure, among)));
      return { measure, order, methods: concordance(methods(rows)), rows: concordance(rows) };
    }),
  );
}

/** How far removal from either end ranks the rows alike, by each measure and fill. */
export function orderConsistency(
  curves: MeanCurves,
  rows: readonly MeasuredRow[],
): Curves['orderConsistency'] {
  return CURVE_MEASURES.flatMap((measure) =>
    fillsOf(curves).map((fill) => {
      const consistency = (among: readonly MeasuredRow[]) => {
        if (among.length < 2) return null;
        const [first, second] = ORDER_IDS.map((order) =>
          goodness(curves, fill, order, measure, among),
        ) as [number[], number[]];
        return kendallTau(first, second);
      };
      return { measure, fill, methods: consistency(methods(rows)), rows: consistency(rows) };
    }),
  );
}

/** How many images it takes to tell each two of the rows named apart by their areas. */
export function powerOf(
  all: readonly ImageCurves[],
  named: readonly string[],
  resamples: number,
  seed: number,
): Curves['power'] {
  return all
    .filter(({ row }) => named.includes(row))
    .flatMap((one, position, chosen) =>
      chosen
        .slice(position + 1)
        .filter(
          ({ fill, order, measure }) =>
            fill === one.fill && order === one.order && measure === one.measure,
        )
        .map((other) => {
          const bootstrap = bootstrapMeans(
            [one.areas, other.areas],
            resamples,
            generatorFor(seed, 'bootstrap'),
          );
          const differences = one.areas.map((area, image) => area - other.areas[image]!);
          const images = imagesToDistinguish(differences, POWER);
          const { measure, fill, order, row: first } = one;
          return {
            measure,
            fill,
            order,
            first,
            second: other.row,
            difference: bootstrapDifference(bootstrap, 0, 1),
            // A difference that is 0 but for rounding takes more images than can be counted.
            images: Number.isSafeInteger(images) ? images : null,
          };
        }),
    );
}

/** One number a row, the larger the better: small areas are when the most relevant pixels go first. */
function goodness(
  curves: MeanCurves,
  fill: string,
  order: OrderId,
  measure: CurveMeasure,
  rows: readonly MeasuredRow[],
): number[] {
  const sign = order === 'most-relevant-first' ? -1 : 1;
  return rows.map(({ id }) => {
    const own = curves.find(
      (curve) => curve.fill === fill && curve.order === order && curve.row === id,
    )!;
    return sign * own[measure].area.value;
  });
}

function fillsOf(curves: MeanCurves): string[] {
  return [...new Set(curves.map(({ fill }) => fill))];
}

function methods(rows: readonly MeasuredRow[]): MeasuredRow[] {
  return rows.filter(({ kind }) => kind === 'method');
}
