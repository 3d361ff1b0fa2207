import { scaleLinear } from 'd3-scale';
import type { Localisation } from '../../../compute/results/planted/localisation.ts';
import type { TruthAgreement } from '../../../compute/results/planted/truthAgreement.ts';
import { formatNumber } from '../../results/numberFormat.ts';
import { bottomAxis, chart, leftAxis, SMALL_FONT_SIZE } from '../chart.ts';
import type { DrawOptions, Figure } from '../figure.ts';
import { group, label, line, type Svg } from '../svg.ts';
import { listed } from '../wordLists.ts';
import { degradationWords, PROTOCOL_OF_2021, type Degradation } from './degradations.ts';
import { rowColour, rowMarker, type MapRow } from './mapRow.ts';
import { variantWords } from './variants.ts';

type Row = Degradation['rows'][number];

const METRIC = 'relevance-rank';
const KEY = 30;
/** Narrower, the key takes two rows. */
const ONE_ROW_KEY = 545;
const TOP = 26;
const LEFT = 34;
const PANEL_HEIGHT = 118;
const PANEL_GAP = 16;

const FILL_WORDS: Readonly<Record<Degradation['fill'], string>> = {
  'salt-and-pepper': 'in salt-and-pepper noise',
  black: 'in black',
  grey: 'in grey',
};

/** Marks of the key, in the order in which they are read. */
const KEY_ROWS: readonly MapRow[] = [
  { id: 'lime', title: 'LIME', kind: 'method' },
  { id: 'kernel-shap', title: 'Kernel SHAP', kind: 'method' },
  { id: 'lrp', title: 'LRP', kind: 'method' },
  { id: 'lrp-other', title: 'other LRP', kind: 'method' },
  { id: 'control', title: 'controls', kind: 'control' },
];

/** Accuracy after each degradation against what is true: how well each ranking finds the evidence. */
export function truthScatterFigure(agreement: TruthAgreement, localisation: Localisation): Figure {
  const { degradations, images, network, share, header } = agreement;
  const truth = truthOf(localisation);
  const protocol = degradations.find(({ id }) => id === PROTOCOL_OF_2021)!;
  const percent = (value: number) => formatNumber(value, 'percent', 1);
  const span = (values: readonly number[]) =>
    `${formatNumber(Math.min(...values), 'points', 1)} to ${percent(Math.max(...values))}`;
  const kept = formatNumber(share, 'percent', 0);
  return {
    finding: `Depending on the ranking, keeping its best ${kept} leaves ${listed(
      degradations
        .filter(({ order }) => order === protocol.order)
        .map(
          ({ fill, rows }) =>
            `${span(rows.map(({ accuracy }) => accuracy.value))} ${FILL_WORDS[fill]}`,
        ),
    )}.`,
    description:
      `Each mark is one ranking of pixels where ${variantWords(network)} decides the class. To the right: it finds the ` +
      'evidence better (relevance rank). Upwards: accuracy after the degradation, in per cent. A measure that told ' +
      'the truth would rise from left to right when pixels are kept, and fall when they are removed.',
    alternative: degradations
      .map(
        (degradation) =>
          `${degradationWords(degradation)}: accuracies from ${span(degradation.rows.map(({ accuracy }) => accuracy.value))}`,
      )
      .join('; '),
    sample: `n\u00a0=\u00a0${formatNumber(images, 'integer')} test images, ${timesWords(protocol.repeats)}, seed ${String(header.seed)}`,
    sources: [header, localisation.header],
    data: {
      columns: [
        { name: 'ranking', title: 'Ranking' },
        { name: 'relevance_rank', title: 'Relevance rank', digits: 3 },
        ...degradations.map((degradation) => ({
          name: degradation.id.replaceAll('-', '_'),
          title: degradationWords(degradation),
          style: 'percent' as const,
          digits: 1,
        })),
      ],
      rows: protocol.rows.map(({ id, title }, row) => [
        title,
        truth(id),
        ...degradations.map(({ rows }) => rows[row]!.accuracy),
      ]),
    },
    drawing: { kind: 'chart', draw: (options) => drawPanels(degradations, truth, options) },
  };
}

function drawPanels(
  degradations: readonly Degradation[],
  truth: (id: string) => number,
  options: DrawOptions,
): Svg {
  const columns = options.width < 450 ? 2 : 3;
  const bandHeight = TOP + PANEL_HEIGHT + 42;
  const panelWidth = (options.width - LEFT - 8 - (columns - 1) * PANEL_GAP) / columns;
  // Two columns set the orders of one fill side by side, three the fills of one order.
  const fills = [...new Set(degradations.map(({ fill }) => fill))];
  const inOrder =
    columns === 3
      ? degradations
      : fills.flatMap((fill) => degradations.filter((degradation) => degradation.fill === fill));
  const keyHeight = options.width < ONE_ROW_KEY ? KEY + 18 : KEY;
  return chart(
    options,
    keyHeight + Math.ceil(degradations.length / columns) * bandHeight,
    drawKey(options),
    ...inOrder.map((degradation, position) =>
      group(
        {
          transform: `translate(0 ${String(keyHeight + Math.floor(position / columns) * bandHeight)})`,
        },
        drawPanel(
          degradation,
          truth,
          LEFT + (position % columns) * (panelWidth + PANEL_GAP),
          panelWidth,
          position % columns === 0,
          options,
        ),
      ),
    ),
  );
}

function drawKey(options: DrawOptions): Svg {
  const inRow = options.width < ONE_ROW_KEY ? 3 : KEY_ROWS.length;
  return group(
    {},
    ...KEY_ROWS.map((row, position) => {
      const x = LEFT + 6 + (position % inRow) * 100;
      const y = 8 + Math.floor(position / inRow) * 18;
      return group(
        {},
        rowMarker(row, [x, y], options.palette),
        label(row.title, { x: x + 9, y: y + 4, 'font-size': SMALL_FONT_SIZE }),
      );
    }),
  );
}

function drawPanel(
  degradation: Degradation,
  truth: (id: string) => number,
  left: number,
  width: number,
  withAxis: boolean,
  options: DrawOptions,
): Svg {
  const { palette } = options;
  const bottom = TOP + PANEL_HEIGHT;
  const x = scaleLinear([0, 0.85], [left, left + width]);
  const y = scaleLinear([0, 1], [bottom, TOP]);
  const ticks = [0, 0.25, 0.5, 0.75].map((value) => ({
    position: x(value),
    text: formatNumber(value, 'points', 0),
  }));
  const levels = [0, 0.5, 1].map((value) => ({
    position: y(value),
    text: withAxis ? formatNumber(value, 'points', 0) : '',
  }));
  return group(
    {},
    label(degradationWords(degradation), {
      x: left,
      y: TOP - 10,
      'font-size': SMALL_FONT_SIZE,
      'font-weight': 600,
    }),
    bottomAxis(options, ticks, [TOP, bottom], { text: 'Relevance rank, %', x: left + width / 2 }),
    leftAxis(options, levels, [left, left + width]),
    ...degradation.rows.map((row) =>
      drawPoint(row, [x(truth(row.id)), y(row.accuracy.value)], y, palette),
    ),
  );
}

function drawPoint(
  row: Row,
  centre: readonly [x: number, y: number],
  y: (value: number) => number,
  palette: DrawOptions['palette'],
): Svg {
  const { low, high } = row.accuracy;
  return group(
    {},
    line([centre[0], y(low)], [centre[0], y(high)], {
      stroke: rowColour(palette, row),
      'stroke-width': 4,
      opacity: 0.35,
    }),
    rowMarker(row, centre, palette, 3.8),
  );
}

/** Mean relevance rank of a ranking by its id. */
function truthOf({ rows }: Localisation): (id: string) => number {
  return (id) => rows.find((row) => row.id === id)!.metrics[METRIC]!.value;
}

function timesWords(repeats: number): string {
  return repeats === 1 ? 'degraded once' : `degraded ${String(repeats)} times`;
}
