import type { Agreement } from '../../../compute/results/agreement.ts';
import { formatNumber } from '../../results/numberFormat.ts';
import { boxPaths, type Box } from '../boxPaths.ts';
import { chart, SMALL_FONT_SIZE } from '../chart.ts';
import type { DrawOptions, Figure } from '../figure.ts';
import { label, type Svg } from '../svg.ts';
import { drawTriangles } from './agreementTriangles.ts';
import { drawShadeKey, shade } from './shade.ts';

/** The two metrics that are drawn, one on either side of the diagonal; the data hold all. */
const BELOW = 'feature-agreement';
const ABOVE = 'rank-correlation';

const TOP = 4;
const LETTER = 0.52;
/** Narrower drawings have a triangle for each metric. */
const NARROW = 450;
/** Cells narrower than this hold no numbers. */
const NUMBERED = 25;

type Column = Agreement['columns'][number];

/** A matrix of all rows: what they have in common at the top, and the correlation of all ranks. */
export function agreementFigure(agreement: Agreement): Figure {
  const { rows, columns, pairs, images, header } = agreement;
  const share = formatNumber(columns[belowColumn(agreement)]!.share ?? 1, 'percent', 0);
  const titles = titlesOf(agreement);
  const described = [...methodPairs(agreement)].sort(
    (one, other) => commonOf(agreement, other) - commonOf(agreement, one),
  );
  return {
    finding: findingOf(agreement),
    description:
      `Below the diagonal (on narrow screens, in the first triangle): share of the ${share} of pixels of largest relevance, signs apart, that two maps of an image have ` +
      `in common (chance: ${share}). Above it (in the second): Spearman’s correlation of the sizes of relevance of all pixels. ` +
      'Means over images, shaded as the key says; where cells have room for numbers, in hundredths. In italics: controls.',
    alternative: `Share of the top ${share} in common, most alike first: ${described
      .map(
        (pair) =>
          `${titles(pair.first)} and ${titles(pair.second)} ${formatNumber(commonOf(agreement, pair), 'percent', 0)}`,
      )
      .join(', ')}.`,
    sample: `n\u00a0=\u00a0${formatNumber(images, 'integer')} test images, ${String(rows.length)} rankings, seed ${String(header.seed)}`,
    sources: [header],
    data: {
      columns: [
        { name: 'first', title: 'Ranking' },
        { name: 'second', title: 'and' },
        ...columns.map((column) => ({ name: columnName(column), title: columnTitle(column) })),
      ],
      rows: pairs.map(({ first, second, means }) => [titles(first), titles(second), ...means]),
    },
    drawing: { kind: 'chart', draw: (options) => drawAgreement(agreement, options) },
  };
}

function columnName({ id, share }: Column): string {
  const stem = id.replaceAll('-', '_');
  return share === null ? stem : `${stem}_${String(Math.round(100 * share))}`;
}

/** The abbreviation in brackets at the end of the name, and the share. */
function columnTitle({ name, share }: Column): string {
  const short = /\(([A-Z]+)\)$/.exec(name)?.[1] ?? name;
  return share === null ? short : `${short} ${formatNumber(share, 'percent', 0)}`;
}

function findingOf(agreement: Agreement): string {
  const titles = titlesOf(agreement);
  const column = belowColumn(agreement);
  const pairs = methodPairs(agreement);
  if (pairs.length === 0) return 'Fewer than two methods were compared.';
  const sorted = [...pairs].sort((one, other) => one.means[column]! - other.means[column]!);
  const words = (pair: Agreement['pairs'][number]) =>
    `${titles(pair.first)} and ${titles(pair.second)} ${formatNumber(pair.means[column]!, 'percent', 0)} (${formatNumber(pair.low[column]!, 'points', 0)}–${formatNumber(pair.high[column]!, 'percent', 0)})`;
  const share = formatNumber(agreement.columns[column]!.share ?? 1, 'percent', 0);
  return (
    `Of the ${share} of pixels that matter most, ${words(sorted.at(-1)!)} have in common, the most of any two methods; ` +
    `${words(sorted[0]!)}, the least.`
  );
}

function drawAgreement(agreement: Agreement, options: DrawOptions): Svg {
  if (options.width >= NARROW) return drawMatrix(agreement, options);
  const { rows, columns } = agreement;
  const share = formatNumber(columns[belowColumn(agreement)]!.share ?? 1, 'percent', 0);
  const measure = (title: string, isBelow: boolean) => ({
    title,
    valueOf: (first: number, second: number) =>
      valueOf(agreement, rows[first]!.id, rows[second]!.id, isBelow),
  });
  return drawTriangles(
    rows.map(({ title, kind }) => ({ title, isControl: kind === 'control' })),
    [measure(`Top ${share} in common`, true), measure('Correlation of all ranks', false)],
    options,
  );
}

function drawMatrix(agreement: Agreement, options: DrawOptions): Svg {
  const { rows } = agreement;
  const { palette, width } = options;
  const longest = Math.max(...rows.map(({ title }) => title.length)) * SMALL_FONT_SIZE * LETTER;
  const left = Math.ceil(longest) + 12;
  const side = Math.min(46, (width - left - 2) / rows.length);
  const bottom = TOP + side * rows.length;
  const name = (row: Agreement['rows'][number], attributes: Record<string, string | number>) =>
    label(row.title, {
      'font-size': SMALL_FONT_SIZE,
      'text-anchor': 'end',
      'font-style': row.kind === 'control' ? 'italic' : undefined,
      fill: row.kind === 'control' ? palette.inkSoft : palette.ink,
      ...attributes,
    });
  const cells = rows.flatMap((row, down) =>
    rows.flatMap((other, across) =>
      across === down
        ? []
        : {
            value: valueOf(agreement, row.id, other.id, down > across),
            box: { x: left + across * side, y: TOP + down * side, width: side, height: side },
          },
    ),
  );
  return chart(
    options,
    bottom + longest + 16,
    ...rows.flatMap((row, down) => [
      name(row, { x: left - 8, y: TOP + (down + 0.5) * side + 4 }),
      name(row, {
        transform: `translate(${String(Math.round(left + (down + 0.5) * side + 4))} ${String(Math.round(bottom + 8))}) rotate(-90)`,
      }),
    ]),
    ...boxPaths(cells.map(({ value, box }) => shade(value, box, palette))),
    drawShadeKey(
      { right: left - 8, top: bottom + 12, room: left - 8 },
      cells.some(({ value }) => value < 0),
      options,
    ),
    ...(side < NUMBERED ? [] : cells.map(({ value, box }) => drawNumber(value, box, options))),
  );
}

function drawNumber(value: number, { x, y, width }: Box, { palette }: DrawOptions): Svg {
  return label(formatNumber(value, 'points', 0), {
    x: x + width / 2,
    y: y + width / 2 + 4,
    'text-anchor': 'middle',
    'font-size': SMALL_FONT_SIZE,
    fill: Math.abs(value) > 0.7 ? palette.paper : palette.ink,
  });
}

/** Below the diagonal, the share in common; above it, the correlation. */
function valueOf(agreement: Agreement, row: string, other: string, isBelow: boolean): number {
  const pair = agreement.pairs.find(
    ({ first, second }) =>
      (first === row && second === other) || (first === other && second === row),
  )!;
  const column = isBelow
    ? belowColumn(agreement)
    : agreement.columns.findIndex(({ id }) => id === ABOVE);
  return pair.means[column]!;
}

/** The largest share there is. */
function belowColumn({ columns }: Agreement): number {
  return columns.findLastIndex(({ id }) => id === BELOW);
}

function commonOf(agreement: Agreement, pair: Agreement['pairs'][number]): number {
  return pair.means[belowColumn(agreement)]!;
}

function methodPairs({ rows, pairs }: Agreement): Agreement['pairs'] {
  const methods = rows.filter(({ kind }) => kind === 'method').map(({ id }) => id);
  return pairs.filter(({ first, second }) => methods.includes(first) && methods.includes(second));
}

function titlesOf({ rows }: Agreement): (id: string) => string {
  return (id) => rows.find((row) => row.id === id)!.title;
}
