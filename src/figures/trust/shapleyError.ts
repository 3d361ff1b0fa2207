import { scaleLinear, scaleLog } from 'd3-scale';
import type { ShapleyErrors, Stability } from '../../../compute/results/stability.ts';
import { formatInterval, formatNumber } from '../../results/numberFormat.ts';
import {
  below,
  drawLegend,
  drawLine,
  legendHeight,
  panelFrame,
  panelGrid,
  type Look,
} from '../bayesian/panel.ts';
import { chart } from '../chart.ts';
import type { DrawOptions, Figure } from '../figure.ts';
import type { Palette } from '../palette.ts';
import { element, line, type Svg } from '../svg.ts';
import { bracketed, capitalised, listed } from '../wordLists.ts';
import { drawBudgetPanel } from './budgetPanel.ts';

const PLOT_HEIGHT = 220;

/** Numbers of evaluations at which the finding compares estimators. */
const COMPARED = [250, 1000];

const ERROR_TICKS = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1];

/** What intervals of 95 % should cover, and how far off is still taken for right. */
const NOMINAL = 0.95;
const ACCEPTED = [0.9, 0.98] as const;

type Estimator = ShapleyErrors['estimators'][number];

/** Errors of sampled Shapley values against exact ones, and whether standard errors tell them. */
export function shapleyErrorFigure({ shapley, seeds, header }: Stability): Figure {
  const { estimators, evaluations } = shapley;
  return {
    finding: findingOf(shapley),
    description:
      `${String(shapley.players)} cells of ${String(shapley.cell)}\u202f×\u202f${String(shapley.cell)} pixels play; the exact values take all ` +
      `${formatNumber(shapley.exactEvaluations, 'integer')} coalitions. Left: distance of the estimates from them over their length, ` +
      'median and quartiles (bands) over images and runs, both axes logarithmic. Right: share of exact values ' +
      `inside value\u202f±\u202f1.96 standard errors; dotted: ${formatNumber(NOMINAL, 'percent', 0)}; shaded: ${formatNumber(ACCEPTED[0], 'points', 0)}–${formatNumber(ACCEPTED[1], 'percent', 0)}; ` +
      'band: 95\u202f% bootstrap interval over images.',
    alternative: `Median relative error: ${estimators
      .map(
        ({ title, median }) =>
          `${title} ${evaluations
            .map(
              (budget, index) =>
                `${formatNumber(median[index]!, 'percent', 1)} at ${formatNumber(budget, 'integer')}`,
            )
            .join(', ')}`,
      )
      .join('; ')}.`,
    sample: `n\u00a0=\u00a0${formatNumber(shapley.images, 'integer')} test images, ${String(seeds)} runs each, seed ${String(header.seed)}`,
    sources: [header],
    data: {
      columns: [
        { name: 'estimator', title: 'Estimator' },
        { name: 'evaluations', title: 'Evaluations', style: 'integer' },
        { name: 'lower_quartile', title: 'Lower quartile', style: 'percent' },
        { name: 'median', title: 'Median error', style: 'percent' },
        { name: 'upper_quartile', title: 'Upper quartile', style: 'percent' },
        { name: 'coverage', title: 'Covered', style: 'percent', digits: 1 },
      ],
      rows: estimators.flatMap(({ title, lowerQuartile, median, upperQuartile, coverage }) =>
        evaluations.map((budget, index) => [
          title,
          budget,
          lowerQuartile[index]!,
          median[index]!,
          upperQuartile[index]!,
          coverage?.[index] ?? null,
        ]),
      ),
    },
    drawing: { kind: 'chart', draw: (options) => drawErrors(shapley, options) },
  };
}

function findingOf({ estimators, evaluations }: ShapleyErrors): string {
  const budgets = COMPARED.filter((budget) => evaluations.includes(budget));
  const chosen = budgets.length > 0 ? budgets : [evaluations.at(-1)!];
  const words = chosen.map((budget) => {
    const index = evaluations.indexOf(budget);
    const errors = estimators.map(
      ({ title, median }) => `${bracketed(title)} ${formatNumber(median[index]!, 'percent', 1)}`,
    );
    return `with ${formatNumber(budget, 'integer')} evaluations ${listed(errors)}`;
  });
  const covered = estimators.flatMap(({ title, coverage }) => {
    const own = coverage?.[evaluations.indexOf(chosen.at(-1)!)];
    return own
      ? [
          ` Intervals of ${bracketed(title)} cover ${formatNumber(own.value, 'percent', 0)} (${formatInterval(own, 'percent', 0)}) of the exact values.`,
        ]
      : [];
  });
  return `${capitalised(`median errors are, ${words.join('; ')}.`)}${covered.join('')}`;
}

function drawErrors(shapley: ShapleyErrors, options: DrawOptions): Svg {
  const { palette, width } = options;
  const narrow = width < 450;
  const legend = shapley.estimators.map((estimator) => ({
    look: lookOf(palette, estimator),
    text: estimator.title,
  }));
  const legendColumns = narrow ? 1 : 3;
  const top = legendHeight(legend, legendColumns);
  const { svg, height } = panelGrid(
    [(own) => drawDistances(shapley, own), (own) => drawCoverage(shapley, own)],
    narrow ? 1 : 2,
    PLOT_HEIGHT,
    options,
  );
  return chart(options, top + height, drawLegend(legend, legendColumns, options), below(top, svg));
}

function drawDistances({ estimators, evaluations }: ShapleyErrors, options: DrawOptions): Svg {
  const { top, bottom } = panelFrame(options.width, PLOT_HEIGHT);
  const seen = estimators
    .flatMap(({ lowerQuartile, upperQuartile }) => [...lowerQuartile, ...upperQuartile])
    .filter((error) => error > 0);
  const [least, most] = [Math.min(...seen, 1) * 0.9, Math.max(...seen, 1e-6) * 1.1];
  const scale = scaleLog([least, most], [bottom, top]);
  const y = (error: number) => scale(Math.max(error, least));
  return drawBudgetPanel(
    {
      title: 'Relative error, %',
      evaluations,
      y,
      yTicks: ERROR_TICKS.filter((tick) => tick >= least && tick <= most).map(
        (tick) => [tick, String(Number((100 * tick).toPrecision(2)))] as const,
      ),
      content: (x) =>
        estimators.map((estimator) =>
          drawLine(
            {
              ...lookOf(options.palette, estimator),
              points: estimator.median.map((error, index) => [evaluations[index]!, error]),
              band: estimator.median.map((_, index) => [
                evaluations[index]!,
                estimator.lowerQuartile[index]!,
                estimator.upperQuartile[index]!,
              ]),
            },
            x,
            y,
          ),
        ),
    },
    PLOT_HEIGHT,
    options,
  );
}

function drawCoverage({ estimators, evaluations }: ShapleyErrors, options: DrawOptions): Svg {
  const { palette } = options;
  const { left, top, bottom } = panelFrame(options.width, PLOT_HEIGHT);
  const known = estimators.flatMap((estimator) =>
    (estimator.coverage ?? []).flatMap((covered, index) =>
      covered ? [{ estimator, budget: evaluations[index]!, covered }] : [],
    ),
  );
  const least = Math.min(0.85, ...known.map(({ covered }) => covered.low));
  const y = scaleLinear([Math.floor(least * 20) / 20, 1], [bottom, top]);
  return drawBudgetPanel(
    {
      title: 'Exact values covered, %',
      evaluations,
      y,
      yTicks: y.ticks(5).map((tick) => [tick, formatNumber(tick, 'points', 0)] as const),
      content: (x, right) => [
        element('rect', {
          x: left,
          y: y(ACCEPTED[1]),
          width: right - left,
          height: y(ACCEPTED[0]) - y(ACCEPTED[1]),
          fill: palette.ink,
          'fill-opacity': 0.06,
        }),
        line([left, y(NOMINAL)], [right, y(NOMINAL)], {
          stroke: palette.ruleStrong,
          'stroke-dasharray': '2 3',
        }),
        ...estimators.flatMap((estimator) => {
          const own = known.filter((point) => point.estimator === estimator);
          if (own.length === 0) return [];
          return [
            drawLine(
              {
                ...lookOf(palette, estimator),
                points: own.map(({ budget, covered }) => [budget, covered.value]),
                band: own.map(({ budget, covered }) => [budget, covered.low, covered.high]),
              },
              x,
              y,
            ),
          ];
        }),
      ],
    },
    PLOT_HEIGHT,
    options,
  );
}

function lookOf(palette: Palette, { id }: Estimator): Look {
  if (id === 'kernel-shap') return { colour: palette.kernelShap, mark: 'triangle' };
  if (id === 'kernel-shap-smoothed') {
    return { colour: palette.kernelShap, dash: '8 3', mark: 'square' };
  }
  if (id === 'shap-sampling') return { colour: palette.ink, dash: '5 3', mark: 'circle' };
  return { colour: palette.inkSoft, dash: '1.5 3', mark: 'diamond' };
}
