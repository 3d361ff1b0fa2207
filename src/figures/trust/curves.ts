import { ORDER_IDS, type OrderId } from '../../../compute/degrade/orders.ts';
import type { Curves } from '../../../compute/results/curves.ts';
import { networkWords } from '../../results/networkWords.ts';
import { formatNumber } from '../../results/numberFormat.ts';
import type { Cell } from '../dataTable.ts';
import type { Figure } from '../figure.ts';
import { capitalised, listed } from '../wordLists.ts';
import { drawCurvePanels } from './curvePanels.ts';
import { bestCurve, fillName, ofMethods, orderWords, titleOf } from './curveWords.ts';

const PLOT_HEIGHT = 120;
const ROAD = 'road';

/** Shares removed whose accuracy the data hold, beside the areas. */
const LISTED_SHARES = [0.2, 0.5, 0.8];

/** Accuracy as ever more pixels are removed, by every fill but ROAD and both orders. */
export function curvesFigure(curves: Curves): Figure {
  const fills = drawnFills(curves);
  return {
    finding: findingOf(curves, fills),
    description:
      `${capitalised(networkWords(curves.network))} sees images from which ever more pixels are removed, those ` +
      'that a method ranks highest first (left) or last (right); what is removed is filled as the title ' +
      'says. Accuracy, %; bands: 95\u202f% bootstrap intervals over images. Good methods fall early at the left and ' +
      'late at the right. Dashed grey: controls.',
    alternative: ORDER_IDS.map(
      (order) =>
        `With the ${orderWords(order)}, best by area: ${fills
          .map((fill) => bestWords(curves, fill, order))
          .join('; ')}.`,
    ).join(' '),
    sample: `n\u00a0=\u00a0${formatNumber(curves.images, 'integer')} test images, seed ${String(curves.header.seed)}`,
    sources: [curves.header],
    data: {
      columns: [
        { name: 'fill', title: 'Fill' },
        { name: 'order', title: 'Removed first' },
        { name: 'ranking', title: 'Ranking' },
        { name: 'area_accuracy', title: 'Area, accuracy' },
        { name: 'area_probability', title: 'Area, probability' },
        ...LISTED_SHARES.map((share) => ({
          name: `accuracy_without_${String(100 * share)}`,
          title: `Without ${formatNumber(share, 'percent', 0)}`,
          style: 'percent' as const,
          digits: 1,
        })),
      ],
      rows: curves.curves
        .filter(({ fill }) => fills.includes(fill))
        .map(({ fill, order, row, accuracy, probability }): Cell[] => [
          fillName(curves, fill),
          orderWords(order),
          titleOf(curves, row),
          accuracy.area,
          probability.area,
          ...LISTED_SHARES.map((share) => accuracy.means[nearest(curves.shares, share)]!),
        ]),
    },
    drawing: {
      kind: 'chart',
      draw: (options) => drawCurvePanels(curves, fills, PLOT_HEIGHT, options),
    },
  };
}

/** ROAD, made to avoid what the other fills suffer from, has a figure of its own. */
function drawnFills({ fills }: Curves): string[] {
  return fills.map(({ id }) => id).filter((id) => id !== ROAD);
}

function findingOf(curves: Curves, fills: readonly string[]): string {
  const panels = fills.flatMap((fill) =>
    ORDER_IDS.map((order) =>
      curves.curves.filter((curve) => curve.fill === fill && curve.order === order),
    ),
  );
  const controls = panels.filter((panel) => {
    const best = bestCurve(panel)!.row;
    return curves.rows.find(({ id }) => id === best)!.kind === 'control';
  });
  const winners = ORDER_IDS.map((order) => {
    const of = fills.map((fill) => methodsAt(curves, fill, order)?.row ?? '');
    const titles = [...new Set(of)].filter((row) => row !== '').map((row) => titleOf(curves, row));
    return `${listed(titles)} with the ${orderWords(order)}`;
  });
  return (
    `In ${controls.length === 0 ? 'none' : String(controls.length)} of the ${String(panels.length)} panels a control does better than every method. ` +
    `Of the methods the best are, depending on the fill, ${winners.join('; ')}${concordanceWords(curves)}.`
  );
}

/** Of all fills, that of the figure beside this one among them. */
function concordanceWords({ fills, fillConcordance }: Curves): string {
  const values = ORDER_IDS.map(
    (order) =>
      fillConcordance.find((own) => own.order === order && own.measure === 'accuracy')?.methods,
  ).filter((value) => value !== null && value !== undefined);
  if (values.length === 0) return '';
  const words = listed(values.map((value) => formatNumber(value)));
  const judges = fills.some(({ id }) => id === ROAD) ? 'these fills and ROAD' : 'the fills';
  return ` (agreement of ${judges} on the order of methods, Kendall’s W: ${words})`;
}

function methodsAt(curves: Curves, fill: string, order: OrderId) {
  const own = curves.curves.filter((curve) => curve.fill === fill && curve.order === order);
  return bestCurve(ofMethods(curves, own));
}

function bestWords(curves: Curves, fill: string, order: OrderId): string {
  const own = curves.curves.filter((curve) => curve.fill === fill && curve.order === order);
  const best = bestCurve(own)!;
  return `${fillName(curves, fill)}: ${titleOf(curves, best.row)}, ${formatNumber(best.accuracy.area.value)}`;
}

function nearest(shares: readonly number[], share: number): number {
  return shares.reduce(
    (best, own, point) => (Math.abs(own - share) < Math.abs(shares[best]! - share) ? point : best),
    0,
  );
}
