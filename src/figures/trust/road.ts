import { ORDER_IDS, type OrderId } from '../../../compute/degrade/orders.ts';
import type { Curves } from '../../../compute/results/curves.ts';
import { formatNumber } from '../../results/numberFormat.ts';
import type { Figure } from '../figure.ts';
import { drawCurvePanels, type Curve } from './curvePanels.ts';
import { bestCurve, ofMethods, orderWords, titleOf } from './curveWords.ts';

const PLOT_HEIGHT = 240;
const ROAD = 'road';

/** Accuracy as pixels give way to noisy linear imputation (ROAD), both orders. */
export function roadFigure(curves: Curves): Figure {
  const own = curves.curves.filter(({ fill }) => fill === ROAD);
  return {
    finding: findingOf(curves, own),
    description:
      'Noisy linear imputation (ROAD): a removed pixel becomes the weighted mean of its neighbours and a little ' +
      'noise, so that the shape of what is removed tells as little as may be. Accuracy, %; bands: ' +
      '95\u202f% bootstrap intervals over images. Good methods fall early at the left and late at the right. ' +
      'Dashed grey: controls.',
    alternative: ORDER_IDS.map(
      (order) =>
        `Areas with the ${orderWords(order)}: ${ofOrder(own, order)
          .map(
            ({ row, accuracy }) => `${titleOf(curves, row)} ${formatNumber(accuracy.area.value)}`,
          )
          .join(', ')}.`,
    ).join(' '),
    sample: `n\u00a0=\u00a0${formatNumber(curves.images, 'integer')} test images, seed ${String(curves.header.seed)}`,
    sources: [curves.header],
    data: {
      columns: [
        { name: 'order', title: 'Removed first' },
        { name: 'ranking', title: 'Ranking' },
        { name: 'removed', title: 'Removed', style: 'percent', digits: 0 },
        { name: 'accuracy', title: 'Accuracy', style: 'percent', digits: 1 },
        { name: 'probability', title: 'Probability', digits: 3 },
      ],
      rows: own.flatMap(({ order, row, accuracy, probability }) =>
        curves.shares.map((share, point) => [
          orderWords(order),
          titleOf(curves, row),
          share,
          {
            value: accuracy.means[point]!,
            low: accuracy.low[point]!,
            high: accuracy.high[point]!,
          },
          probability.means[point]!,
        ]),
      ),
    },
    drawing: {
      kind: 'chart',
      draw: (options) => drawCurvePanels(curves, [ROAD], PLOT_HEIGHT, options),
    },
  };
}

function findingOf(curves: Curves, own: readonly Curve[]): string {
  const best = ORDER_IDS.map((order) => {
    const first = bestCurve(ofOrder(ofMethods(curves, own), order));
    return first
      ? `${titleOf(curves, first.row)} with the ${orderWords(order)} (area ${formatNumber(first.accuracy.area.value)})`
      : 'no method';
  });
  const tau = curves.orderConsistency.find(
    ({ fill, measure }) => fill === ROAD && measure === 'accuracy',
  )?.methods;
  const alike =
    typeof tau === 'number'
      ? `; the two orders rank the methods with Kendall’s τ\u00a0=\u00a0${formatNumber(tau)}`
      : '';
  return `By ROAD the best method is ${best.join(', and ')}${alike}.`;
}

function ofOrder(curves: readonly Curve[], order: OrderId): Curve[] {
  return curves.filter((curve) => curve.order === order);
}
