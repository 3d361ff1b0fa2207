import { scaleLinear } from 'd3-scale';
import type { TruthAgreement } from '../../../compute/results/planted/truthAgreement.ts';
import { formatInterval, formatNumber } from '../../results/numberFormat.ts';
import { bottomAxis, chart, marker, SMALL_FONT_SIZE } from '../chart.ts';
import type { DrawOptions, Figure } from '../figure.ts';
import { group, label, line, type Svg } from '../svg.ts';
import { degradationWords, PROTOCOL_OF_2021, type Degradation } from './degradations.ts';
import { VARIANTS } from './variants.ts';

/** The metric of localisation that is drawn; the data hold all. */
const DRAWN_METRIC = 'relevance-rank';

const ROW_HEIGHT = 26;
const TOP = 26;
const PANEL_GAP = 26;

/** Whether degrading images ranks methods and controls as their known evidence does. */
export function truthAgreementFigure(agreements: readonly TruthAgreement[]): Figure {
  const [first] = agreements as [TruthAgreement, ...TruthAgreement[]];
  const rho = ({ correlations }: Degradation) => correlationOf(correlations).rankings;
  const ranked = [...first.degradations].sort((one, other) => rho(other).value - rho(one).value);
  const words = (degradation: Degradation) =>
    `${degradationWords(degradation)} ${formatNumber(rho(degradation).value)}`;
  return {
    finding: findingOf(first),
    description:
      `Spearman’s rank correlation, over ${String(first.degradations[0]!.rows.length)} methods and controls, of their ` +
      'relevance rank with the accuracy after degradation; after removal, with its negative. 1: the very order of ' +
      `the truth; 0: no relation; −1: reversed. Kept or removed: the ${formatNumber(first.share, 'percent', 0)} of pixels ranked ` +
      'highest. Bars: 95\u202f% bootstrap intervals over images, not over methods.',
    alternative: `Rank correlation with the truth where one glyph decides: ${ranked.map(words).join(', ')}.`,
    sample: `n\u00a0=\u00a0${formatNumber(first.images, 'integer')} test images of each kind, seed ${String(first.header.seed)}`,
    sources: agreements.map(({ header }) => header),
    data: {
      columns: [
        { name: 'evidence', title: 'Evidence' },
        { name: 'order', title: 'Order' },
        { name: 'fill', title: 'Fill' },
        { name: 'metric', title: 'Held against' },
        { name: 'rankings', title: 'All rankings' },
        { name: 'methods', title: 'Methods alone' },
        { name: 'within_images', title: 'Within an image' },
      ],
      rows: agreements.flatMap(({ network, degradations }) =>
        degradations.flatMap(({ order, fill, correlations }) =>
          correlations.map(({ id, rankings, methods, withinImages }) => [
            network,
            order,
            fill,
            id,
            rankings,
            methods,
            withinImages,
          ]),
        ),
      ),
    },
    drawing: { kind: 'chart', draw: (options) => drawAgreements(agreements, options) },
  };
}

function findingOf({ degradations }: TruthAgreement): string {
  const protocol = degradations.find(({ id }) => id === PROTOCOL_OF_2021)!;
  const kept = degradations.filter(
    ({ order, id }) => order === protocol.order && id !== PROTOCOL_OF_2021,
  );
  const rho = ({ correlations }: Degradation) => correlationOf(correlations).rankings;
  const best = kept.reduce((one, other) => (rho(other).value > rho(one).value ? other : one));
  const [of, among] = [rho(protocol), rho(best)].map(
    (estimate) => `ρ\u00a0=\u00a0${formatNumber(estimate.value)}, ${formatInterval(estimate)}`,
  );
  const relation =
    rho(protocol).low > 0
      ? 'follow the truth'
      : rho(protocol).high < 0
        ? 'reverse the truth'
        : 'have no relation to the truth that could be told from chance';
  return (
    `Where one glyph decides, the ranks that salt-and-pepper noise gives to methods ${relation} (${of!}); ` +
    `with ${best.fill} in its place they agree with it best (${among!}).`
  );
}

function drawAgreements(agreements: readonly TruthAgreement[], options: DrawOptions): Svg {
  const degradations = agreements[0]!.degradations;
  const narrow = options.width < 450;
  const left = 156;
  const columns = narrow ? 1 : agreements.length;
  const bottom = TOP + degradations.length * ROW_HEIGHT;
  const bandHeight = bottom + 46;
  const panelWidth = (options.width - left - 10 - (columns - 1) * PANEL_GAP) / columns;
  return chart(
    options,
    (agreements.length / columns) * bandHeight,
    ...agreements.map((agreement, position) => {
      const band = Math.floor(position / columns);
      const column = position % columns;
      return group(
        { transform: `translate(0 ${String(band * bandHeight)})` },
        ...(column === 0
          ? degradations.map((degradation, row) =>
              label(degradationWords(degradation), {
                x: left - 14,
                y: TOP + (row + 0.5) * ROW_HEIGHT + 4,
                'text-anchor': 'end',
              }),
            )
          : []),
        drawPanel(agreement, left + column * (panelWidth + PANEL_GAP), panelWidth, bottom, options),
      );
    }),
  );
}

function drawPanel(
  { network, degradations }: TruthAgreement,
  left: number,
  width: number,
  bottom: number,
  options: DrawOptions,
): Svg {
  const { palette } = options;
  const x = scaleLinear([-1, 1], [left, left + width]);
  const ticks = [-1, 0, 1].map((value) => ({
    position: x(value),
    text: formatNumber(value, 'integer'),
  }));
  const title = VARIANTS.find(({ id }) => id === network)?.title ?? network;
  return group(
    {},
    label(title, { x: left, y: TOP - 10, 'font-size': SMALL_FONT_SIZE, 'font-weight': 600 }),
    bottomAxis(options, ticks, [TOP, bottom], { text: 'ρ', x: left + width / 2 }),
    line([x(0), TOP], [x(0), bottom], { stroke: palette.ruleStrong }),
    ...degradations.map(({ correlations, order }, row) => {
      const { value, low, high } = correlationOf(correlations).rankings;
      const y = TOP + (row + 0.5) * ROW_HEIGHT;
      return group(
        {},
        line([x(low), y], [x(high), y], {
          stroke: palette.accent,
          'stroke-width': 4.5,
          opacity: 0.4,
        }),
        marker('circle', [x(value), y], 4, {
          fill: order === 'keep' ? palette.accent : palette.paper,
          stroke: palette.accent,
          'stroke-width': 1.5,
        }),
      );
    }),
  );
}

function correlationOf(correlations: Degradation['correlations']) {
  return correlations.find(({ id }) => id === DRAWN_METRIC)!;
}
