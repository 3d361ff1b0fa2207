import { scaleLog } from 'd3-scale';
import { formatNumber } from '../../results/numberFormat.ts';
import { drawPanel, panelFrame } from '../bayesian/panel.ts';
import type { DrawOptions } from '../figure.ts';
import type { Svg } from '../svg.ts';

/** A panel over numbers of evaluations, on a logarithmic axis. */
export interface BudgetPanel {
  readonly title: string;
  readonly evaluations: readonly number[];
  readonly y: (value: number) => number;
  readonly yTicks: readonly (readonly [value: number, text: string])[];
  readonly content: (x: (value: number) => number, right: number) => Svg[];
}

/** Axes and content; ticks at every number of evaluations, or every second where they would touch. */
export function drawBudgetPanel(
  { title, evaluations, y, yTicks, content }: BudgetPanel,
  plotHeight: number,
  options: DrawOptions,
): Svg {
  const frame = panelFrame(options.width, plotHeight);
  const x = scaleLog(
    [evaluations[0]! * 0.85, evaluations.at(-1)! * 1.15],
    [frame.left, frame.right],
  );
  const every = (frame.right - frame.left) / evaluations.length < 36 ? 2 : 1;
  const xTicks = evaluations
    .filter((_, index) => index % every === 0)
    .map((value) => [value, formatNumber(value, 'integer')] as const);
  return drawPanel(
    { title, x, y, xTicks, yTicks, xTitle: 'Evaluations' },
    frame,
    options,
    ...content(x, frame.right),
  );
}
