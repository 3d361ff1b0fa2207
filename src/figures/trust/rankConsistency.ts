import { scaleLinear } from 'd3-scale';
import { formatNumber } from '../../results/numberFormat.ts';
import type { MetricConsistency, RankConsistency } from '../../results/rankConsistency.ts';
import { bottomAxis, chart, marker, SMALL_FONT_SIZE, type MarkerShape } from '../chart.ts';
import type { DrawOptions, Figure } from '../figure.ts';
import { arrowOf } from '../metrics/direction.ts';
import { element, group, label, line, type Svg } from '../svg.ts';
import { capitalised, listed } from '../wordLists.ts';

const ROW_HEIGHT = 19;
const GROUP_HEAD = 24;
const SHAPES: readonly MarkerShape[] = ['circle', 'diamond', 'square', 'triangle'];

/** Whether each metric orders the methods as on the first data set and network. */
export function rankConsistencyFigure(consistency: RankConsistency): Figure {
  const { first, others, metrics, beyondChance, sources } = consistency;
  const tau = (value: number) => formatNumber(value, 'number', 2);
  const methods = Math.max(...metrics.map((metric) => metric.methods));
  const medians = others.map(({ title, median }) => `${tau(median)} for ${title}`);
  return {
    finding:
      `By the median of ${String(metrics.length)} metrics, the order of methods on ${first} comes back with a ` +
      `Kendall’s τ of ${listed(medians)}.`,
    description:
      `Kendall’s τ between the order of the methods on ${first}, by their means, and elsewhere: 1 for the same order, ` +
      `−1 for the reverse. Shaded: what two orders of ${String(methods)} methods drawn by lot reach in ` +
      '19 cases of 20. Controls do not count.',
    alternative: `Kendall’s τ: ${metrics
      .map(({ name, taus }) => `${name} ${taus.map(tau).join(' and ')}`)
      .join(', ')}.`,
    sample: `${String(methods)} methods, ${String(metrics.length)} metrics`,
    sources,
    data: {
      columns: [
        { name: 'metric', title: 'Metric' },
        { name: 'category', title: 'Category' },
        { name: 'methods', title: 'Methods', style: 'integer', digits: 0 },
        ...others.map(({ title }, place) => ({
          name: `tau_${String(place + 1)}`,
          title: `τ, ${title}`,
        })),
        { name: 'concordance', title: 'Kendall’s W of all' },
      ],
      rows: metrics.map((metric) => [
        metric.name,
        metric.category,
        metric.methods,
        ...metric.taus,
        metric.concordance,
      ]),
    },
    drawing: {
      kind: 'chart',
      draw: (options) => drawConsistency(others, metrics, beyondChance, options),
    },
  };
}

function drawConsistency(
  others: RankConsistency['others'],
  metrics: readonly MetricConsistency[],
  beyondChance: number,
  options: DrawOptions,
): Svg {
  const { palette, width } = options;
  const narrow = width < 450;
  const left = narrow ? 188 : 212;
  const right = width - 10;
  const legend = drawLegend(others, left, narrow, options);
  const rows: { readonly y: number; readonly metric: MetricConsistency; readonly head: boolean }[] =
    [];
  let y = legend.height;
  for (const [place, metric] of metrics.entries()) {
    const head = metric.category !== metrics[place - 1]?.category;
    if (head) y += GROUP_HEAD;
    rows.push({ y: y + ROW_HEIGHT / 2, metric, head });
    y += ROW_HEIGHT;
  }
  const x = scaleLinear([-1, 1], [left, right]);
  const [top, bottom] = [legend.height + 6, y + 4];
  const ticks = x
    .ticks(narrow ? 3 : 5)
    .map((value) => ({ position: x(value), text: formatNumber(value, 'number', 1) }));
  const chance = Math.min(1, beyondChance);
  return chart(
    options,
    bottom + 42,
    element('rect', {
      x: x(-chance),
      y: top,
      width: x(chance) - x(-chance),
      height: bottom - top,
      fill: palette.rule,
      opacity: 0.45,
    }),
    bottomAxis(options, ticks, [top, bottom], { text: 'Kendall’s τ', x: (left + right) / 2 }),
    line([x(0), top], [x(0), bottom], { stroke: palette.ruleStrong }),
    legend.drawing,
    ...rows.map((row) =>
      group(
        {},
        row.head
          ? label(capitalised(row.metric.category), {
              x: 0,
              y: row.y - ROW_HEIGHT / 2 - 5,
              'font-size': SMALL_FONT_SIZE,
              'font-weight': 600,
              fill: palette.inkSoft,
            })
          : '',
        label(`${row.metric.name} ${arrowOf(row.metric)}`, {
          x: left - 10,
          y: row.y + 4,
          'text-anchor': 'end',
          'font-size': narrow ? SMALL_FONT_SIZE : undefined,
        }),
        ...row.metric.taus.map((tau, place) => mark(place, [x(tau), row.y], options)),
      ),
    ),
  );
}

function mark(place: number, at: readonly [number, number], { palette }: DrawOptions): Svg {
  return marker(SHAPES[place % SHAPES.length]!, at, 4.2, {
    fill: place === 0 ? palette.accent : palette.paper,
    stroke: place === 0 ? palette.accent : palette.ink,
    'stroke-width': 1.4,
  });
}

/** One line each where there is little room. */
function drawLegend(
  others: RankConsistency['others'],
  left: number,
  narrow: boolean,
  options: DrawOptions,
): { drawing: Svg; height: number } {
  const step = narrow ? 0 : (options.width - left) / others.length;
  return {
    height: narrow ? 10 + 18 * others.length : 26,
    drawing: group(
      {},
      ...others.map(({ title }, place) => {
        const [x, y] = [left + place * step + 6, 12 + (narrow ? 18 * place : 0)];
        return group(
          {},
          mark(place, [x, y], options),
          label(title, { x: x + 11, y: y + 4, 'font-size': SMALL_FONT_SIZE }),
        );
      }),
    ),
  };
}
