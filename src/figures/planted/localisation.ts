import { scaleLinear } from 'd3-scale';
import type { Localisation } from '../../../compute/results/planted/localisation.ts';
import { formatNumber } from '../../results/numberFormat.ts';
import { bottomAxis, chart, SMALL_FONT_SIZE } from '../chart.ts';
import type { DrawOptions, Figure } from '../figure.ts';
import { group, label, line, type Svg } from '../svg.ts';
import { listed } from '../wordLists.ts';
import { drawEstimate, rowTitle } from './mapRow.ts';
import { variantWords } from './variants.ts';

type Row = Localisation['rows'][number];
type Metric = Localisation['metrics'][number];

/** The metric that rows are sorted by, and that the finding tells. */
const LEADING_METRIC = 'relevance-rank';

/** Not drawn: at the mask's size it follows from the relevance rank. The data hold it. */
const NOT_DRAWN = 'mask-intersection';

const ROW_HEIGHT = 21;
const TOP = 40;
const FOOT = 30;
const PANEL_GAP = 22;
/** Mean width of a letter in the title of a panel. */
const LETTER_WIDTH = 6;

/** How well every method and control finds evidence whose pixels are known. */
export function localisationFigure(localisation: Localisation): Figure {
  const { metrics, images, evidenceShare, network, header } = localisation;
  const rows = sorted(localisation);
  const leading = metrics.find(({ id }) => id === LEADING_METRIC)!;
  const words = (row: Row) =>
    `${row.title} ${formatNumber(measured(row, leading).value, 'percent', 0)}`;
  return {
    finding: findingOf(localisation, rows, leading),
    description:
      `What decides the class is ${variantWords(network)}: ${formatNumber(evidenceShare, 'percent', 1)} of the ` +
      'pixels. Relevance rank is the share of evidence among as many most relevant pixels; relevance mass, ' +
      'the share of positive relevance that lies on it. Dotted lines: a map that knows nothing. ' +
      'Bars: 95\u202f% bootstrap intervals over images. In italics: controls, and the best that grid cells could do.',
    alternative: `Relevance rank, best first: ${rows.map(words).join(', ')}. Chance: ${formatNumber(leading.chance, 'percent', 0)}.`,
    sample: `n\u00a0=\u00a0${formatNumber(images, 'integer')} test images, seed ${String(header.seed)}`,
    sources: [header],
    data: {
      columns: [
        { name: 'ranking', title: 'Ranking' },
        { name: 'kind', title: 'Kind' },
        ...metrics.map(({ id, name }) => ({
          name: id.replaceAll('-', '_'),
          title: name,
          digits: 3,
        })),
      ],
      rows: rows.map((row) => [
        row.title,
        row.kind,
        ...metrics.map((metric) => measured(row, metric)),
      ]),
    },
    drawing: { kind: 'chart', draw: (options) => drawLocalisation(localisation, options) },
  };
}

function findingOf({ differences }: Localisation, rows: readonly Row[], metric: Metric): string {
  const methods = rows.filter(({ kind }) => kind === 'method');
  const best = methods[0];
  if (!best) return 'No method was held against the evidence.';
  const notWorse = methods.filter(
    (row) =>
      row === best ||
      differences[metric.id]!.some(
        ({ first, second, difference }) =>
          [first, second].includes(best.id) &&
          [first, second].includes(row.id) &&
          difference.low <= 0 &&
          difference.high >= 0,
      ),
  );
  const share = formatNumber(measured(best, metric).value, 'percent', 0);
  const [find, their] = notWorse.length === 1 ? ['finds', 'its'] : ['find', 'their'];
  const first =
    `${listed(notWorse.map(({ title }) => title))} ${find} the evidence best: of ${their} most relevant pixels, ` +
    `as many as there are of evidence, ${notWorse.length === 1 ? '' : 'up to '}${share} are evidence.`;
  return `${first} ${controlWords(methods, rows, metric)}`;
}

function controlWords(methods: readonly Row[], rows: readonly Row[], metric: Metric): string {
  const control = rows.find(({ kind }) => kind === 'control');
  if (!control) return 'No control was tried.';
  const beaten = methods.filter(
    (row) => measured(row, metric).high < measured(control, metric).low,
  );
  if (beaten.length === 0) return 'No control does clearly better than a method.';
  const words =
    beaten.length === methods.length ? 'every method' : listed(beaten.map(({ title }) => title));
  const [know, act] = control.title.endsWith('s') ? ['know', 'do'] : ['knows', 'does'];
  return `${control.title}, which ${know} nothing of the network, ${act} better than ${words}.`;
}

function drawLocalisation(localisation: Localisation, options: DrawOptions): Svg {
  const rows = sorted(localisation);
  const metrics = localisation.metrics.filter(({ id }) => id !== NOT_DRAWN);
  const narrow = options.width < 450;
  const columns = narrow ? 2 : metrics.length;
  const left = narrow ? 142 : 166;
  const bottom = TOP + rows.length * ROW_HEIGHT;
  const bandHeight = bottom + FOOT + 14;
  const panelWidth = (options.width - left - 8 - (columns - 1) * PANEL_GAP) / columns;
  const bands = Math.ceil(metrics.length / columns);
  return chart(
    options,
    bands * bandHeight,
    ...Array.from({ length: bands }, (_, band) =>
      group(
        { transform: `translate(0 ${String(band * bandHeight)})` },
        ...rows.map((row, position) =>
          rowTitle(row, { x: left - 12, y: rowAt(position) }, options.palette, {
            'font-size': narrow ? SMALL_FONT_SIZE : undefined,
          }),
        ),
        ...metrics
          .slice(band * columns, (band + 1) * columns)
          .map((metric, column) =>
            drawPanel(
              metric,
              rows,
              left + column * (panelWidth + PANEL_GAP),
              panelWidth,
              bottom,
              options,
            ),
          ),
      ),
    ),
  );
}

function drawPanel(
  metric: Metric,
  rows: readonly Row[],
  left: number,
  width: number,
  bottom: number,
  options: DrawOptions,
): Svg {
  const { palette } = options;
  const x = scaleLinear(metric.range, [left, left + width]);
  const ticks = x.ticks(2).map((value) => ({
    position: x(value),
    text: formatNumber(value, 'number', Number.isInteger(value) ? 0 : 1),
  }));
  const lines = titleLines(metric.name, width);
  return group(
    {},
    ...lines.map((words, index) =>
      label(words, {
        x: left,
        y: TOP - 10 - 14 * (lines.length - 1 - index),
        'font-size': SMALL_FONT_SIZE,
        'font-weight': 600,
      }),
    ),
    bottomAxis(options, ticks, [TOP, bottom], { text: '', x: left + width / 2 }),
    line([x(metric.chance), TOP], [x(metric.chance), bottom], {
      stroke: palette.inkSoft,
      'stroke-dasharray': '1.5 3',
    }),
    ...rows.map((row, position) =>
      drawEstimate(row, measured(row, metric), x, rowAt(position), palette),
    ),
  );
}

/** A title in at most two lines, as wide as its panel where its words allow. */
function titleLines(title: string, width: number): string[] {
  const letters = Math.max(10, Math.floor(width / LETTER_WIDTH));
  const space = title.lastIndexOf(' ', Math.max(letters, Math.ceil(title.length / 2)));
  if (title.length <= letters || space < 0) return [title];
  return [title.slice(0, space), title.slice(space + 1)];
}

function rowAt(position: number): number {
  return TOP + (position + 0.5) * ROW_HEIGHT;
}

function measured(row: Row, { id }: Pick<Metric, 'id'>) {
  return row.metrics[id]!;
}

/** Methods, then controls, then references, best first in each. */
function sorted({ rows }: Localisation): Row[] {
  const value = (row: Row) => measured(row, { id: LEADING_METRIC }).value;
  return (['method', 'control', 'reference'] as const).flatMap((kind) =>
    rows.filter((row) => row.kind === kind).sort((first, second) => value(second) - value(first)),
  );
}
