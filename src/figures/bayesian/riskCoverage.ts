import { scaleLinear, scaleLog } from 'd3-scale';
import type { Ranking, UncertaintyResults } from '../../../compute/results/uncertainty.ts';
import { formatInterval, formatNumber } from '../../results/numberFormat.ts';
import { chart, SMALL_FONT_SIZE } from '../chart.ts';
import type { DrawOptions, Figure } from '../figure.ts';
import { group, label, line, type Svg } from '../svg.ts';
import { listed } from '../wordLists.ts';
import {
  below,
  drawLegend,
  drawLine,
  drawPanel,
  legendHeight,
  panelFrame,
  panelGrid,
  type LegendEntry,
} from './panel.ts';
import { predictorLook } from './predictorLook.ts';

const PLOT_HEIGHT = 220;

/** All coverages, and those at which errors begin. */
const PANELS = [
  [0, 'Wrong, %'],
  [0.8, 'Wrong, %: the last fifth'],
] as const;

const RISK_TICKS = [1e-4, 2e-4, 5e-4, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5];

/** The score by which each predictor is drawn. */
const DRAWN = ['bayes-entropy', 'bayes-2021-entropy', 'ensemble-entropy', 'single-confidence'];

/** Areas are small: they are printed in thousandths. */
const THOUSAND = 1000;

/** Share of wrong answers among the surest images, against the share of images answered. */
export function riskCoverageFigure(results: UncertaintyResults): Figure {
  const { images, header, coverage2021 } = results;
  const drawn = drawnRankings(results);
  const title = titles(results);
  const areas = drawn.map((ranking) => `${areaText(ranking)} (${title(ranking)})`);
  return {
    finding: `The area under the curve, in thousandths, is ${listed(areas)}: the smaller, the fewer errors a network makes and the better it knows where.`,
    description:
      'Images are answered from the surest to the least sure; the curve says what share of the answers so far is ' +
      'wrong, on a logarithmic scale. A curve begins where the first error is met; the second panel shows the last ' +
      'fifth alone. Vertical line: the share that was answered in 2021. In brackets: 95\u202f% bootstrap ' +
      'intervals of areas.',
    alternative: drawn
      .map(
        (ranking) =>
          `${title(ranking)}: area ${areaText(ranking)} thousandths; ` +
          `${formatNumber(1 - ranking.accuracyAt2021.value, 'percent')} wrong among the surest ${formatNumber(coverage2021, 'percent')}`,
      )
      .join('. ')
      .concat('.'),
    sample: `n\u00a0=\u00a0${formatNumber(images, 'integer')} test images, seed ${String(header.seed)}`,
    sources: [header],
    data: {
      columns: [
        { name: 'predictor', title: 'Predictor' },
        { name: 'score', title: 'Surest by' },
        { name: 'coverage', title: 'Answered', style: 'percent', digits: 0 },
        { name: 'risk', title: 'Wrong', style: 'percent' },
      ],
      rows: drawn.flatMap((ranking) =>
        ranking.curve.map(({ coverage, risk }) => [title(ranking), ranking.title, coverage, risk]),
      ),
    },
    drawing: { kind: 'chart', draw: (options) => drawRiskCoverage(results, options) },
  };
}

function drawRiskCoverage(results: UncertaintyResults, options: DrawOptions): Svg {
  const { palette } = options;
  const drawn = drawnRankings(results);
  const title = titles(results);
  const legend = drawn.map((ranking): LegendEntry => ({
    look: predictorLook(palette, ranking.predictor),
    text: `${title(ranking)}, ${ranking.title}: ${areaText(ranking)} (${areaInterval(ranking)})`,
  }));
  const top = legendHeight(legend, 1);
  // One error among all images is the least that can be seen.
  const least = 1 / results.images;
  const most = Math.max(...drawn.flatMap(({ curve }) => curve.map(({ risk }) => risk)));
  const panel =
    ([from, title]: readonly [number, string]) =>
    (own: DrawOptions) => {
      const frame = panelFrame(own.width, PLOT_HEIGHT);
      const x = scaleLinear([from, 1], [frame.left, frame.right]);
      const y = scaleLog([least * 0.8, most * 1.2], [frame.bottom, frame.top]);
      const yTicks = RISK_TICKS.filter((value) => value >= least && value <= most * 1.2).map(
        (value) => [value, String(Number((100 * value).toPrecision(2)))] as const,
      );
      const xTicks = x.ticks(5).map((value) => [value, formatNumber(value, 'points', 0)] as const);
      return drawPanel(
        { title, x, y, xTicks, yTicks, xTitle: 'Answered, %' },
        frame,
        own,
        reference(results.coverage2021, x, frame.top, frame.bottom, own),
        ...drawn.map((ranking) =>
          drawLine(
            {
              ...predictorLook(palette, ranking.predictor),
              points: ranking.curve
                .filter(({ coverage, risk }) => coverage >= from && risk >= least)
                .map(({ coverage, risk }) => [coverage, risk]),
            },
            x,
            y,
          ),
        ),
      );
    };
  const columns = options.width < 450 ? 1 : 2;
  const { svg, height } = panelGrid(PANELS.map(panel), columns, PLOT_HEIGHT, options);
  return chart(options, top + height, group({}, drawLegend(legend, 1, options), below(top, svg)));
}

function reference(
  coverage: number,
  x: (value: number) => number,
  top: number,
  bottom: number,
  { palette }: DrawOptions,
): Svg {
  return group(
    {},
    line([x(coverage), top], [x(coverage), bottom], {
      stroke: palette.ruleStrong,
      'stroke-dasharray': '2 3',
    }),
    label('2021', {
      x: x(coverage) - 4,
      y: top + 11,
      'text-anchor': 'end',
      'font-size': SMALL_FONT_SIZE,
      fill: palette.inkSoft,
    }),
  );
}

function drawnRankings({ rankings }: UncertaintyResults): Ranking[] {
  return DRAWN.flatMap((id) => rankings.filter((ranking) => ranking.id === id));
}

function titles({ predictors }: UncertaintyResults): (ranking: Ranking) => string {
  return (ranking) => predictors.find(({ id }) => id === ranking.predictor)!.title;
}

function areaText({ area }: Ranking): string {
  return formatNumber(THOUSAND * area.value);
}

function areaInterval({ area: { value, low, high } }: Ranking): string {
  const thousandths = {
    value: THOUSAND * value,
    low: THOUSAND * low,
    high: THOUSAND * high,
  };
  return formatInterval(thousandths);
}
