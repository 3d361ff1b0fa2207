import { scaleLinear } from 'd3-scale';
import type { Stability } from '../../../compute/results/stability.ts';
import { formatInterval, formatNumber } from '../../results/numberFormat.ts';
import {
  below,
  drawLegend,
  drawLine,
  legendHeight,
  panelFrame,
  type Look,
} from '../bayesian/panel.ts';
import { chart, methodMarker } from '../chart.ts';
import type { DrawOptions, Figure } from '../figure.ts';
import { methodColour, type Palette } from '../palette.ts';
import { line, type Svg } from '../svg.ts';
import { bracketed, listed } from '../wordLists.ts';
import { drawBudgetPanel } from './budgetPanel.ts';
import { drawCellChances } from './cellChances.ts';

const PLOT_HEIGHT = 220;
/** Of a panel, above and below its plot. */
const PANEL_FRAME = 74;

type StabilityRow = Stability['rows'][number];

/** How far runs with other seeds share their most relevant cells, against what they may evaluate. */
export function stabilityFigure(stability: Stability): Figure {
  const { rows, evaluations, images, seeds, header, share, goal } = stability;
  const top = formatNumber(share, 'percent', 0);
  return {
    finding: findingOf(stability),
    description:
      `Above: most relevant ${top} of the ${String(stability.cells)} cells that two runs with other seeds share, mean ` +
      `over pairs of ${String(seeds)} runs and over images; bands: 95\u202f% bootstrap intervals over images; dotted: the goal of ` +
      `${formatNumber(goal, 'percent', 0)}.${limitsOf(stability)} Below, for one image: share of the runs in which each cell is among them, ` +
      'from empty (none) to full colour (all).',
    alternative: `Overlap of runs: ${rows
      .map(
        ({ title, overlap }) =>
          `${title} ${overlap
            .map(
              ({ value }, index) =>
                `${formatNumber(value, 'percent', 0)} at ${formatNumber(evaluations[index]!, 'integer')}`,
            )
            .join(', ')}`,
      )
      .join('; ')}.`,
    sample: `n\u00a0=\u00a0${formatNumber(images, 'integer')} test images, ${String(seeds)} runs each, seed ${String(header.seed)}`,
    sources: [header],
    data: {
      columns: [
        { name: 'method', title: 'Method' },
        { name: 'evaluations', title: 'Evaluations', style: 'integer' },
        { name: 'overlap', title: 'Overlap', style: 'percent', digits: 1 },
        { name: 'jaccard', title: 'Jaccard', style: 'percent', digits: 1 },
      ],
      rows: rows.flatMap(({ title, overlap, jaccard }) =>
        overlap.map((shared, index) => [title, evaluations[index]!, shared, jaccard[index]!]),
      ),
    },
    drawing: { kind: 'chart', draw: (options) => drawStability(stability, options) },
  };
}

/** Which methods were not tried with all numbers of evaluations. */
function limitsOf({ rows, evaluations }: Stability): string {
  const limited = rows.filter(({ overlap }) => overlap.length < evaluations.length);
  return limited
    .map(
      ({ title, overlap }) =>
        ` ${bracketed(title)}, whose own cost grows with the cube, is tried with up to ${formatNumber(evaluations[overlap.length - 1]!, 'integer')} only.`,
    )
    .join('');
}

function findingOf({ rows, evaluations, published, goal, share }: Stability): string {
  const percent = (value: number) => formatNumber(value, 'percent', 0);
  const shared = rows.flatMap(({ title, overlap }) => {
    const own = overlap[evaluations.indexOf(published)];
    return own
      ? [`${bracketed(title)} ${percent(own.value)} (${formatInterval(own, 'percent', 0)})`]
      : [];
  });
  const reached = rows.flatMap(({ title, reaches }) =>
    reaches === null ? [] : [`${bracketed(title)} at ${formatNumber(reaches, 'integer')}`],
  );
  return (
    `With ${formatNumber(published, 'integer')} evaluations, as in the maps of this report, two runs share, of their top ${percent(share)}: ${listed(shared)}. ` +
    (reached.length > 0
      ? `The goal of ${percent(goal)} is reached by ${listed(reached)}${reached.length < rows.length ? ', and by no other of them' : ''}.`
      : `None of them reaches the goal of ${percent(goal)}.`)
  );
}

function drawStability(stability: Stability, options: DrawOptions): Svg {
  const { rows, evaluations, goal } = stability;
  const { palette } = options;
  const legend = rows.map((row) => ({ look: lookOf(palette, row), text: row.title }));
  const columns = options.width < 450 ? 2 : 3;
  const top = legendHeight(legend, columns);
  const frame = panelFrame(options.width, PLOT_HEIGHT);
  const least = Math.min(...rows.flatMap(({ overlap }) => overlap.map(({ low }) => low)));
  const y = scaleLinear([Math.floor(least * 10) / 10, 1], [frame.bottom, frame.top]);
  const panel = drawBudgetPanel(
    {
      title: 'Overlap, %',
      evaluations,
      y,
      yTicks: y.ticks(5).map((value) => [value, formatNumber(value, 'points', 0)] as const),
      content: (x, right) => [
        line([frame.left, y(goal)], [right, y(goal)], {
          stroke: palette.ruleStrong,
          'stroke-dasharray': '2 3',
        }),
        ...rows.map((row) =>
          drawLine(
            {
              ...lookOf(palette, row),
              points: row.overlap.map(({ value }, index) => [evaluations[index]!, value]),
              band: row.overlap.map(({ low, high }, index) => [evaluations[index]!, low, high]),
            },
            x,
            y,
          ),
        ),
      ],
    },
    PLOT_HEIGHT,
    options,
  );
  const maps = drawCellChances(stability, options);
  const mapsTop = top + PLOT_HEIGHT + PANEL_FRAME + 14;
  return chart(
    options,
    mapsTop + maps.height,
    drawLegend(legend, columns, options),
    below(top, panel),
    below(mapsTop, maps.svg),
  );
}

function lookOf(palette: Palette, { id }: StabilityRow): Look {
  const plain = ['lime', 'kernel-shap'].includes(id);
  return {
    colour: methodColour(palette, id),
    dash: plain ? undefined : '5 3',
    mark: methodMarker(id),
  };
}
