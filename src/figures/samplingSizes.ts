import { scaleLinear } from 'd3-scale';
import { line as curve } from 'd3-shape';
import { formatNumber } from '../results/numberFormat.ts';
import { bottomAxis, chart, leftAxis, SMALL_FONT_SIZE } from './chart.ts';
import { coinShare, leverageShare, shapleyKernelShare } from './coalitionSizes.ts';
import type { DrawOptions, Figure } from './figure.ts';
import { element, group, label, type Svg } from './svg.ts';

const TOP = 20;
const HEIGHT = 210;
const LEFT = 40;

/** Sizes of the coalitions that three schemes look at: coin tosses, Shapley kernel, leverage scores. */
export function samplingSizesFigure(players: number): Figure {
  const sizes = innerSizes(players);
  const percent = (share: number) => formatNumber(share, 'percent', 0);
  const twoDigits = (share: number) => formatNumber(share, 'percent', 2);
  const ends = shapleyKernelShare(players, 1) + shapleyKernelShare(players, players - 1);
  const middle = sizes
    .filter((size) => size > players / 4 && size < (3 * players) / 4)
    .reduce((sum, size) => sum + coinShare(players, size), 0);
  return {
    finding: `Shapley values ask about every size of coalition, coin tosses only about the middle: ${twoDigits(middle)} of LIME’s coalitions show between a quarter and three quarters of the segments.`,
    description:
      `Share of coalitions of each size among ${String(players)} segments: drawn by coin tosses (LIME), by the ` +
      'Shapley kernel, and by leverage scores, as Kernel SHAP is computed here.',
    alternative:
      `Coin tosses peak at ${String(Math.round(players / 2))} segments; the Shapley kernel puts ${percent(ends)} of its weight on coalitions ` +
      'of one segment or all but one; leverage scores give every size the same share.',
    sample: `${String(players)} segments; computed from the formulas`,
    sources: [],
    data: {
      columns: [
        { name: 'segments_shown', title: 'Segments shown', style: 'integer' },
        { name: 'coin_tosses', title: 'Coin tosses', style: 'percent', digits: 3 },
        { name: 'shapley_kernel', title: 'Shapley kernel', style: 'percent', digits: 3 },
        { name: 'leverage_scores', title: 'Leverage scores', style: 'percent', digits: 3 },
      ],
      rows: sizes.map((size) => [
        size,
        coinShare(players, size),
        shapleyKernelShare(players, size),
        leverageShare(players),
      ]),
    },
    drawing: { kind: 'chart', draw: (options) => drawSamplingSizes(players, options) },
  };
}

function drawSamplingSizes(players: number, options: DrawOptions): Svg {
  const { palette, width } = options;
  const right = width - 8;
  const bottom = TOP + HEIGHT;
  const sizes = innerSizes(players);
  const x = scaleLinear([0, players], [LEFT, right]);
  const most = Math.max(
    shapleyKernelShare(players, 1),
    ...sizes.map((size) => coinShare(players, size)),
  );
  const y = scaleLinear([0, most * 1.05], [bottom, TOP]);
  const draw = (share: (size: number) => number, colour: string, dash?: string) =>
    element('path', {
      d: curve().digits(2)(sizes.map((size): [number, number] => [x(size), y(share(size))]))!,
      fill: 'none',
      stroke: colour,
      'stroke-width': 2.2,
      'stroke-dasharray': dash,
    });
  const words = (text: string, anchor: string, size: number, share: number, above: number) =>
    label(text, { x: x(size), y: y(share) - above, 'text-anchor': anchor });
  return chart(
    options,
    bottom + 42,
    leftAxis(
      options,
      y.ticks(4).map((share) => ({ position: y(share), text: formatNumber(share, 'points', 0) })),
      [LEFT, right],
    ),
    bottomAxis(
      options,
      x.ticks(5).map((size) => ({ position: x(size), text: String(size) })),
      [bottom, bottom],
      { text: `Segments shown, of ${String(players)}`, x: (LEFT + right) / 2 },
    ),
    draw((size) => coinShare(players, size), palette.lime),
    draw((size) => shapleyKernelShare(players, size), palette.control, '6 3'),
    draw(() => leverageShare(players), palette.kernelShap),
    group(
      { 'font-size': SMALL_FONT_SIZE },
      words(
        'coin tosses (LIME)',
        'start',
        players * 0.58,
        coinShare(players, Math.round(players / 2)),
        -16,
      ),
      words('Shapley kernel', 'start', players * 0.06, shapleyKernelShare(players, 3), 12),
      words('leverage scores', 'middle', players * 0.78, leverageShare(players), 8),
    ),
    label('Share of coalitions, %', {
      x: LEFT,
      y: TOP - 8,
      'font-size': SMALL_FONT_SIZE,
      fill: palette.inkSoft,
    }),
  );
}

/** All sizes but the empty and the whole coalition, whose values are known exactly. */
function innerSizes(players: number): number[] {
  return Array.from({ length: players - 1 }, (_, index) => index + 1);
}
