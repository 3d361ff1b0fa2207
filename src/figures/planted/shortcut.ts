import { scaleLinear } from 'd3-scale';
import type { Estimate } from '../../../compute/results/estimate.ts';
import type { Shortcut } from '../../../compute/results/planted/shortcut.ts';
import { formatNumber } from '../../results/numberFormat.ts';
import { bottomAxis, chart, leftAxis, marker, SMALL_FONT_SIZE } from '../chart.ts';
import type { DrawOptions, Figure } from '../figure.ts';
import { group, label, line, type Svg } from '../svg.ts';
import { rowColour, rowMarker } from './mapRow.ts';

type Network = Shortcut['networks'][number];
type Row = Network['rows'][number];
type Scale = (value: number) => number;

const LEFT = 34;
const HEAD = 22;
const LOST_HEIGHT = 84;
const SHARE_TOP = HEAD + LOST_HEIGHT + 40;
const SHARE_HEIGHT = 210;
const LABEL_GAP = 14;

/** Pixels between the marks of neighbouring rows at one network, so that intervals can be seen. */
const DODGE = 4;

/** What networks lose without a spurious mark, and how much of each map lies on it. */
export function shortcutFigure(shortcut: Shortcut): Figure {
  const { networks, testImages, explainedImages, markShare, header } = shortcut;
  const last = networks.at(-1)!;
  const percent = (value: number) => formatNumber(value, 'percent', 1);
  const shares = last.rows
    .filter(({ kind }) => kind === 'method')
    .map((row) => `${row.title} ${percent(row.markShare.value)}`);
  const losses = networks.map(
    ({ rate, lost }) => `${rateWords(rate)}: ${formatNumber(lost.value, 'points', 1)} points`,
  );
  return {
    finding:
      `Where the mark always told the class in training, the network loses ${formatNumber(last.lost.value, 'points', 1)} ` +
      `points without it; of the relevance there, the mark gets: ${shares.join(', ')}.`,
    description:
      'Above: accuracy with the mark minus accuracy without it. Below: mean share of the positive relevance ' +
      `that lies on the mark, which covers ${percent(markShare)} of the pixels (dotted). From left to right, the ` +
      'networks met the mark of the class in training more often; the first never met one. Grey: controls, ' +
      'which do not see the network. Bars: 95\u202f% bootstrap intervals over images.',
    alternative:
      `Accuracy lost without the mark: ${losses.join(', ')}. ` +
      `Share of relevance on it for the last network: ${shares.join(', ')}.`,
    sample:
      `n\u00a0=\u00a0${formatNumber(testImages, 'integer')} test images classified, ` +
      `${formatNumber(explainedImages, 'integer')} of them explained; seed ${String(header.seed)}`,
    sources: [header],
    data: {
      columns: [
        { name: 'network', title: 'Network' },
        { name: 'accuracy_lost', title: 'Accuracy lost', style: 'points', digits: 1 },
        { name: 'ranking', title: 'Ranking' },
        { name: 'mark_share', title: 'Relevance on the mark', style: 'percent', digits: 1 },
        { name: 'glyph_share', title: 'on the glyph', style: 'percent', digits: 1 },
      ],
      rows: networks.flatMap(({ id, lost, rows }) =>
        rows.map(({ title, markShare: share, glyphShare }) => [id, lost, title, share, glyphShare]),
      ),
    },
    drawing: { kind: 'chart', draw: (options) => drawShortcut(shortcut, options) },
  };
}

function rateWords(rate: number): string {
  return rate === 0 ? 'never' : formatNumber(rate, 'percent', 0);
}

function drawShortcut({ networks, markShare }: Shortcut, options: DrawOptions): Svg {
  const { palette, width } = options;
  const right = width - (width < 450 ? 116 : 138);
  const column = (right - LEFT) / networks.length;
  const at = (position: number) => LEFT + (position + 0.5) * column;
  const bottom = SHARE_TOP + SHARE_HEIGHT;
  const most = Math.max(...networks.flatMap(({ rows }) => rows.map((row) => row.markShare.high)));
  const y = scaleLinear([0, most], [bottom, SHARE_TOP]).nice();
  const soft = { 'font-size': SMALL_FONT_SIZE, fill: palette.inkSoft };
  const ticks = networks.map(({ rate }, position) => ({
    position: at(position),
    text: rateWords(rate),
  }));
  return chart(
    options,
    bottom + 42,
    drawLosses(networks, at, right, options),
    label('Relevance on the mark, %', { x: 0, y: SHARE_TOP - 12, ...soft }),
    bottomAxis(options, ticks, [SHARE_TOP, bottom], {
      text: 'Mark of the class in training',
      x: (LEFT + right) / 2,
    }),
    leftAxis(
      options,
      y.ticks(4).map((value) => ({ position: y(value), text: formatNumber(value, 'points', 0) })),
      [LEFT, right],
    ),
    line([LEFT, y(markShare)], [right, y(markShare)], {
      stroke: palette.inkSoft,
      'stroke-dasharray': '1.5 3',
    }),
    ...networks[0]!.rows.map((row, index) =>
      drawRow(
        row,
        networks.map(({ rows }) => rows[index]!.markShare),
        (position) => at(position) + (index - (networks[0]!.rows.length - 1) / 2) * DODGE,
        y,
        options,
      ),
    ),
    ...endLabels(networks.at(-1)!.rows, y, bottom).map(({ row, position }) =>
      label(row.title, {
        x: right + 4,
        y: position + 4,
        'font-size': SMALL_FONT_SIZE,
        'font-style': row.kind === 'control' ? 'italic' : undefined,
        fill: row.kind === 'control' ? palette.inkSoft : palette.ink,
      }),
    ),
  );
}

/** The upper panel: accuracy lost by each network. */
function drawLosses(
  networks: readonly Network[],
  at: Scale,
  right: number,
  options: DrawOptions,
): Svg {
  const { palette } = options;
  const most = Math.max(...networks.map(({ lost }) => lost.high));
  const least = Math.min(0, ...networks.map(({ lost }) => lost.low));
  const y = scaleLinear([least, most], [HEAD + LOST_HEIGHT, HEAD + 8]);
  return group(
    {},
    label('Accuracy lost without the mark, points', {
      x: 0,
      y: 12,
      'font-size': SMALL_FONT_SIZE,
      fill: palette.inkSoft,
    }),
    line([LEFT, y(0)], [right, y(0)], { stroke: palette.ruleStrong }),
    ...networks.map(({ lost }, position) => {
      const x = at(position);
      return group(
        {},
        line([x, y(0)], [x, y(lost.value)], { stroke: palette.caution, opacity: 0.55 }),
        line([x, y(lost.low)], [x, y(lost.high)], {
          stroke: palette.caution,
          'stroke-width': 4.5,
          opacity: 0.4,
        }),
        marker('circle', [x, y(lost.value)], 4, { fill: palette.caution }),
        label(formatNumber(lost.value, 'points', 1), {
          x,
          y: Math.min(y(0), y(lost.high)) - 7,
          'text-anchor': 'middle',
        }),
      );
    }),
  );
}

function drawRow(
  row: Row,
  shares: readonly Estimate[],
  at: Scale,
  y: Scale,
  { palette }: DrawOptions,
): Svg {
  const stroke = rowColour(palette, row);
  const control = row.kind === 'control';
  return group(
    {},
    ...shares.slice(1).map((share, position) =>
      line([at(position), y(shares[position]!.value)], [at(position + 1), y(share.value)], {
        stroke,
        'stroke-width': 1.2,
        'stroke-dasharray': control ? '1 3' : row.id === 'lrp-epsilon' ? '5 3' : undefined,
        opacity: 0.75,
      }),
    ),
    ...shares.map(({ value, low, high }, position) =>
      group(
        {},
        line([at(position), y(low)], [at(position), y(high)], {
          stroke,
          'stroke-width': 4.5,
          opacity: 0.4,
        }),
        rowMarker(row, [at(position), y(value)], palette, 3.4),
      ),
    ),
  );
}

/** Places of the names at the line ends, moved apart and kept above the bottom. */
function endLabels(rows: readonly Row[], y: Scale, bottom: number) {
  const ends = rows
    .map((row) => ({ row, position: y(row.markShare.value) }))
    .sort((first, second) => first.position - second.position);
  for (let index = 1; index < ends.length; index++) {
    const lowest = ends[index - 1]!.position + LABEL_GAP;
    ends[index]!.position = Math.max(ends[index]!.position, lowest);
  }
  let highest = bottom + 2;
  for (const end of ends.toReversed()) {
    end.position = Math.min(end.position, highest);
    highest = end.position - LABEL_GAP;
  }
  return ends;
}
