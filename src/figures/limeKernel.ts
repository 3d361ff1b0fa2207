import { scaleLinear } from 'd3-scale';
import { line as curve } from 'd3-shape';
import { formatNumber } from '../results/numberFormat.ts';
import { bottomAxis, chart, leftAxis, SMALL_FONT_SIZE } from './chart.ts';
import { coinShare, limeEffectiveShare, limeWeight } from './coalitionSizes.ts';
import type { DrawOptions, Figure } from './figure.ts';
import { element, label, type Svg } from './svg.ts';

const TOP = 26;
const HEIGHT = 200;
const LEFT = 36;

/** LIME's kernel weight of a coalition by its size, above the sizes that are in fact drawn. */
export function limeKernelFigure(players: number): Figure {
  const effective = formatNumber(limeEffectiveShare(players), 'percent', 0);
  const sizes = Array.from({ length: players + 1 }, (_, size) => size);
  return {
    finding: `LIME’s kernel hardly weighs anything: by its effective size, the weighted sample is worth ${effective} of an unweighted one.`,
    description:
      `Line: weight of a coalition of ${String(players)} segments by how many of them are shown. Bars, on a scale of their ` +
      'own: how often coalitions of that size are drawn when every segment is kept by the toss of a coin, ' +
      `${formatNumber(mostDrawn(players), 'percent', 0)} at most. Effective size: the square of the summed weights over the sum of their squares.`,
    alternative:
      `The weight rises from ${formatNumber(limeWeight(players, 0), 'number', 4)} with no segment shown to 1 with all, ` +
      `but nearly all coalitions drawn have about ${String(Math.round(players / 2))} segments, where it is almost constant.`,
    sample: `${String(players)} segments; computed from the formula`,
    sources: [],
    data: {
      columns: [
        { name: 'segments_shown', title: 'Segments shown', style: 'integer' },
        { name: 'kernel_weight', title: 'Weight', digits: 4 },
        { name: 'share_drawn', title: 'Share drawn', style: 'percent', digits: 3 },
      ],
      rows: sizes.map((size) => [size, limeWeight(players, size), coinShare(players, size)]),
    },
    drawing: { kind: 'chart', draw: (options) => drawLimeKernel(players, options) },
  };
}

/** Share of the size that is drawn most often. */
function mostDrawn(players: number): number {
  return coinShare(players, Math.round(players / 2));
}

function drawLimeKernel(players: number, options: DrawOptions): Svg {
  const { palette, width } = options;
  const right = width - 8;
  const bottom = TOP + HEIGHT;
  const x = scaleLinear([-0.5, players + 0.5], [LEFT, right]);
  const y = scaleLinear([0, 1], [bottom, TOP]);
  const sizes = Array.from({ length: players + 1 }, (_, size) => size);
  const barHeight = scaleLinear([0, mostDrawn(players)], [0, HEIGHT * 0.62]);
  const weights = sizes.map((size): [number, number] => [x(size), y(limeWeight(players, size))]);
  return chart(
    options,
    bottom + 42,
    leftAxis(
      options,
      [0, 0.5, 1].map((value) => ({ position: y(value), text: String(value) })),
      [LEFT, right],
    ),
    bottomAxis(
      options,
      x.ticks(5).map((size) => ({ position: x(size), text: String(size) })),
      [bottom, bottom],
      { text: `Segments shown, of ${String(players)}`, x: (LEFT + right) / 2 },
    ),
    ...sizes.map((size) =>
      element('rect', {
        x: x(size - 0.4),
        y: bottom - barHeight(coinShare(players, size)),
        width: x(0.8) - x(0),
        height: barHeight(coinShare(players, size)),
        fill: palette.control,
        'fill-opacity': 0.35,
      }),
    ),
    element('path', {
      d: curve().digits(2)(weights)!,
      fill: 'none',
      stroke: palette.lime,
      'stroke-width': 2.4,
    }),
    label('Weight', {
      x: LEFT,
      y: TOP - 8,
      'font-size': SMALL_FONT_SIZE,
      fill: palette.inkSoft,
    }),
    label('weight in the fit', {
      x: x(players * 0.7) - 10,
      y: y(limeWeight(players, Math.round(players * 0.7))) - 6,
      'text-anchor': 'end',
      'font-weight': 600,
    }),
    label('coalitions drawn', {
      x: x(players * 0.62),
      y: bottom - HEIGHT * 0.3,
      'font-size': SMALL_FONT_SIZE,
      fill: palette.inkSoft,
    }),
  );
}
