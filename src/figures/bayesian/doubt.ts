import { scaleLinear } from 'd3-scale';
import type { Doubt, DoubtPoint, DoubtRow } from '../../../compute/results/doubt.ts';
import type { Estimate } from '../../../compute/results/estimate.ts';
import { formatNumber } from '../../results/numberFormat.ts';
import { chart, methodMarker } from '../chart.ts';
import type { DrawOptions, Figure } from '../figure.ts';
import { methodColour, type Palette } from '../palette.ts';
import { group, type Svg } from '../svg.ts';
import {
  below,
  drawLegend,
  drawLine,
  drawPanel,
  legendHeight,
  panelFrame,
  panelGrid,
  type LegendEntry,
  type Look,
} from './panel.ts';

const PLOT_HEIGHT = 170;
const NARROW_PLOT_HEIGHT = 120;

/** The share of noise at which the findings are told: what is lost when a fifth is. */
const TOLD_AT = 0.2;

interface Measure {
  readonly title: string;
  readonly of: (point: DoubtPoint) => Estimate | number;
  /** Whether it is a share rather than nats. */
  readonly share: boolean;
}

/** @param rule place of the rule whose refusals are drawn */
function measures(rule: number): Measure[] {
  return [
    { title: 'Entropy, nats', of: (point) => point.entropy, share: false },
    { title: 'Mutual information, nats', of: (point) => point.epistemic, share: false },
    { title: 'Refused, %', of: (point) => point.refused[rule]!, share: true },
    { title: 'Right if forced, %', of: (point) => point.accuracy, share: true },
  ];
}

/** How unsure the networks become while the most relevant pixels turn into noise. */
export function doubtFigure(doubt: Doubt): Figure {
  const { images, networks, header, rules } = doubt;
  const rule = rules.findIndex(({ id }) => id === 'entropy');
  const most = doubt.rows.filter(({ order }) => order === 'most-first');
  const percent = (value: number) => formatNumber(value, 'percent', 0);
  const told = most.map((row) => ({ title: row.title, point: pointAt(row, TOLD_AT) }));
  const end = most[0]!.points.at(-1)!;
  return {
    finding:
      `With ${percent(TOLD_AT)} of the pixels turned into noise, the network refuses ` +
      `${told.map(({ title, point }) => `${percent(point.refused[rule]!)} (${title})`).join(', ')}; with all of them, ${percent(end.refused[rule]!)}.`,
    description:
      'The pixels that a map calls most relevant turn into salt and pepper first. Entropy is all uncertainty, ' +
      'mutual information the part that comes of not knowing the weights; refusals by the entropy rule, whose ' +
      'threshold was set on familiar digits. Bands, but for the share refused: 95\u202f% bootstrap intervals over images.',
    alternative: told
      .map(
        ({ title, point }) =>
          `${title}: with ${percent(TOLD_AT)} noise entropy ${formatNumber(point.entropy.value)}, mutual information ${formatNumber(point.epistemic.value)} nats, ${percent(point.accuracy.value)} right if forced`,
      )
      .join('. ')
      .concat('.'),
    sample: `n\u00a0=\u00a0${formatNumber(images, 'integer')} test images, ${String(networks)} sampled networks, seed ${String(header.seed)}`,
    sources: [header],
    data: {
      columns: [
        { name: 'ranking', title: 'Ranking' },
        { name: 'order', title: 'Order' },
        { name: 'share', title: 'Noise', style: 'percent', digits: 0 },
        { name: 'accuracy', title: 'Right if forced', style: 'percent', digits: 1 },
        { name: 'entropy', title: 'Entropy', digits: 3 },
        { name: 'mutual_information', title: 'Mutual information', digits: 3 },
        { name: 'aleatoric', title: 'Aleatoric', digits: 3 },
        ...rules.map(({ id, title }) => ({
          name: `refused_${id}`,
          title: `Refused: ${title}`,
          style: 'percent' as const,
          digits: 1,
        })),
      ],
      rows: doubt.rows.flatMap(({ title, order, points }) =>
        points.map((point) => [
          title,
          order,
          point.share,
          point.accuracy,
          point.entropy,
          point.epistemic,
          point.aleatoric,
          ...point.refused,
        ]),
      ),
    },
    drawing: { kind: 'chart', draw: (options) => drawDoubt(most, rule, options) },
  };
}

function drawDoubt(rows: readonly DoubtRow[], rule: number, options: DrawOptions): Svg {
  const { palette, width } = options;
  const legend: LegendEntry[] = rows.map((row) => ({
    look: rankingLook(palette, row.ranking),
    text: row.title,
  }));
  const columns = width < 450 ? 2 : 4;
  const top = legendHeight(legend, columns);
  const panels = measures(rule).map(
    (measure) => (own: DrawOptions) => drawMeasure(measure, rows, own),
  );
  const { svg, height } = panelGrid(panels, 2, plotHeight(width / 2), options);
  return chart(
    options,
    top + height,
    group({}, drawLegend(legend, columns, options), below(top, svg)),
  );
}

function drawMeasure(
  { title, of, share }: Measure,
  rows: readonly DoubtRow[],
  options: DrawOptions,
): Svg {
  const { palette } = options;
  const frame = panelFrame(options.width, plotHeight(options.width));
  const values = rows.flatMap(({ points }) => points.map((point) => bounds(of(point))[1]));
  const x = scaleLinear([0, 1], [frame.left, frame.right]);
  const most = share ? 1 : Math.max(...values) * 1.08;
  const y = scaleLinear([0, most], [frame.bottom, frame.top]);
  const axes = {
    title,
    x,
    y,
    xTicks: (options.width < NARROW ? [0, 0.5, 1] : [0, 0.2, 0.4, 0.6, 0.8, 1]).map(
      (value) => [value, formatNumber(value, 'points', 0)] as const,
    ),
    yTicks: y
      .ticks(5)
      .map(
        (value) =>
          [
            value,
            share ? formatNumber(value, 'points', 0) : formatNumber(value, 'number', 1),
          ] as const,
      ),
    xTitle: options.width < NARROW ? 'Noise, %' : 'Pixels turned into noise, %',
  };
  return drawPanel(
    axes,
    frame,
    options,
    ...rows.map(({ ranking, points }) =>
      drawLine(
        {
          ...rankingLook(palette, ranking),
          points: points.map((point) => [point.share, middle(of(point))]),
          band: points.map((point) => [point.share, ...bounds(of(point))]),
        },
        x,
        y,
      ),
    ),
  );
}

/** A panel of half a phone. */
const NARROW = 220;

function plotHeight(width: number): number {
  return width < NARROW ? NARROW_PLOT_HEIGHT : PLOT_HEIGHT;
}

function rankingLook(palette: Palette, ranking: string): Look {
  const dash = { lrp: undefined, lime: '6 3', 'kernel-shap': '9 3 2 3' }[ranking];
  return {
    colour: methodColour(palette, ranking),
    dash: ranking === 'random' ? '1.5 3' : dash,
    mark: methodMarker(ranking),
  };
}

function pointAt({ points, id }: DoubtRow, share: number): DoubtPoint {
  const found = points.find((point) => point.share === share);
  if (!found) throw new Error(`doubt.json: ${id} has no point at a share of ${String(share)}`);
  return found;
}

function middle(found: Estimate | number): number {
  return typeof found === 'number' ? found : found.value;
}

function bounds(found: Estimate | number): [low: number, high: number] {
  return typeof found === 'number' ? [found, found] : [found.low, found.high];
}
