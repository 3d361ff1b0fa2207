import { scaleLinear } from 'd3-scale';
import type { Estimate } from '../../../compute/results/estimate.ts';
import type { PartShapley } from '../../../compute/results/planted/partShapley.ts';
import { formatNumber } from '../../results/numberFormat.ts';
import { bottomAxis, chart, SMALL_FONT_SIZE } from '../chart.ts';
import type { DrawOptions, Figure } from '../figure.ts';
import { group, label, line, type Svg } from '../svg.ts';
import { listed } from '../wordLists.ts';
import { drawEstimate, rowTitle, type MapRow } from './mapRow.ts';

interface Row extends MapRow {
  readonly first: Estimate;
  readonly second: Estimate;
  /** Null for the exact values themselves. */
  readonly correlation: Estimate | null;
}

const ROW_HEIGHT = 25;
const TOP = 44;

/** How two pieces of evidence, both needed, share the credit: exactly, and by every method. */
export function partShapleyFigure(shapley: PartShapley): Figure {
  const { exact, images, players, coalitions, header } = shapley;
  const rows = rowsOf(shapley);
  const percent = (value: number) => formatNumber(value, 'percent', 0);
  const words = rows.map(
    ({ title, first, second }) => `${title} ${percent(first.value)} and ${percent(second.value)}`,
  );
  return {
    finding: `The exact Shapley values give the glyph ${percent(exact.first.value)} of the credit and the key ${percent(exact.second.value)}, though the class cannot be told without either.`,
    description:
      `Share of all positive values that the two pieces of evidence get. Players of the exact game: ${String(players)} ` +
      'parts of an image, the pieces, the distractors and the quarters of the background. “Of parts” means that the ' +
      'method was given these parts; the other rows sum its map over them. At the right: correlation with the exact ' +
      'values over the parts. Bars: 95\u202f% bootstrap intervals over images.',
    alternative: `Shares of glyph and key: ${listed(words)}.`,
    sample: `n\u00a0=\u00a0${formatNumber(images, 'integer')} test images, ${formatNumber(coalitions, 'integer')} coalitions each, seed ${String(header.seed)}`,
    sources: [header],
    data: {
      columns: [
        { name: 'values', title: 'Values' },
        { name: 'glyph', title: 'Glyph', style: 'percent', digits: 1 },
        { name: 'key', title: 'Key', style: 'percent', digits: 1 },
        { name: 'correlation', title: 'Correlation', digits: 3 },
      ],
      rows: rows.map(({ title, first, second, correlation }) => [
        title,
        first,
        second,
        correlation,
      ]),
    },
    drawing: { kind: 'chart', draw: (options) => drawPartShapley(rows, options) },
  };
}

function drawPartShapley(rows: readonly Row[], options: DrawOptions): Svg {
  const { palette, width } = options;
  const narrow = width < 450;
  const left = narrow ? 138 : 164;
  const right = width - 56;
  const bottom = TOP + rows.length * ROW_HEIGHT;
  const x = scaleLinear([0, 1], [left, right]);
  const ticks = x
    .ticks(narrow ? 2 : 5)
    .map((value) => ({ position: x(value), text: formatNumber(value, 'points', 0) }));
  const exact = rows[0]!;
  const soft = { 'font-size': SMALL_FONT_SIZE, fill: palette.inkSoft };
  return chart(
    options,
    bottom + 42,
    bottomAxis(options, ticks, [TOP, bottom], {
      text: 'Share of the credit, %',
      x: (left + right) / 2,
    }),
    ...(
      [
        ['key', exact.second],
        ['glyph', exact.first],
      ] as const
    ).map(([words, { value }]) =>
      group(
        {},
        line([x(value), TOP], [x(value), bottom], {
          stroke: palette.inkSoft,
          'stroke-dasharray': '1.5 3',
        }),
        label(words, { x: x(value), y: TOP - 8, 'text-anchor': 'middle', ...soft }),
      ),
    ),
    label('Corre-', { x: width, y: TOP - 22, 'text-anchor': 'end', ...soft }),
    label('lation', { x: width, y: TOP - 8, 'text-anchor': 'end', ...soft }),
    ...rows.map((row, position) => {
      const y = TOP + (position + 0.5) * ROW_HEIGHT;
      return group(
        {},
        rowTitle(row, { x: left - 12, y }, palette, {
          'font-size': narrow ? SMALL_FONT_SIZE : undefined,
        }),
        drawEstimate(row, row.second, x, y, palette),
        drawEstimate(row, row.first, x, y, palette),
        row.correlation === null
          ? ''
          : label(formatNumber(row.correlation.value, 'number', 2), {
              x: width,
              y: y + 4,
              'text-anchor': 'end',
            }),
      );
    }),
  );
}

/** The exact values first. */
function rowsOf({ exact, rows }: PartShapley): Row[] {
  return [
    { id: 'exact', title: 'Exact', kind: 'reference', ...exact, correlation: null },
    ...rows.map(({ id, title, first, second, correlation }): Row => ({
      id,
      title,
      kind: 'method',
      first,
      second,
      correlation,
    })),
  ];
}
