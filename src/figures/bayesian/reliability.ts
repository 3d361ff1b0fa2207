import { scaleLinear, scaleSqrt } from 'd3-scale';
import { wilsonInterval } from '../../../compute/metrics/wilson.ts';
import type { PredictorResult, UncertaintyResults } from '../../../compute/results/uncertainty.ts';
import { formatInterval, formatNumber } from '../../results/numberFormat.ts';
import { chart, SMALL_FONT_SIZE } from '../chart.ts';
import type { DrawOptions, Figure } from '../figure.ts';
import { element, label, line, type Svg } from '../svg.ts';
import { listed } from '../wordLists.ts';
import { drawPanel, panelFrame, panelGrid } from './panel.ts';
import { predictorLook } from './predictorLook.ts';

const TICKS = [0, 0.25, 0.5, 0.75, 1];
const FEW_TICKS = [0, 0.5, 1];
/** How often answers are right that are given with so much confidence, one panel a predictor. */
export function reliabilityFigure({ predictors, images, header }: UncertaintyResults): Figure {
  const errors = predictors.map(
    ({ title, calibrationError }) => `${formatNumber(calibrationError.value, 'points')} (${title})`,
  );
  return {
    finding: `Stated confidence misses the share of right answers, in percentage points and on average, by ${listed(errors)}.`,
    description:
      'Answers sorted by their confidence into 15 bins of equal width; points on the diagonal keep what they ' +
      'promise, points below it promise too much. The area of a point is the number of images in its bin, bars ' +
      'are 95\u202f% Wilson intervals; bins of fewer than 10 images are left out of the drawing. The average is ' +
      'the expected calibration error.',
    alternative: `Expected calibration errors: ${predictors
      .map(({ title, calibrationError: own }) => `${title} ${formatInterval(own, 'percent')}`)
      .join(', ')}.`,
    sample: `n\u00a0=\u00a0${formatNumber(images, 'integer')} test images, seed ${String(header.seed)}`,
    sources: [header],
    data: {
      columns: [
        { name: 'predictor', title: 'Predictor' },
        { name: 'from', title: 'From', style: 'percent', digits: 1 },
        { name: 'to', title: 'To', style: 'percent', digits: 1 },
        { name: 'images', title: 'Images', style: 'integer', digits: 0 },
        { name: 'confidence', title: 'Mean confidence', style: 'percent', digits: 1 },
        { name: 'accuracy', title: 'Accuracy', style: 'percent', digits: 1 },
      ],
      rows: predictors.flatMap(({ title, bins }) =>
        bins.map((bin) => {
          const filled = bin.images > 0;
          return [
            title,
            bin.from,
            bin.to,
            bin.images,
            filled ? bin.confidence : null,
            filled ? bin.accuracy : null,
          ];
        }),
      ),
    },
    drawing: { kind: 'chart', draw: (options) => drawReliability(predictors, options) },
  };
}

function drawReliability(predictors: readonly PredictorResult[], options: DrawOptions): Svg {
  const panels = predictors.map((predictor) => (own: DrawOptions) => drawPredictor(predictor, own));
  const { svg, height } = panelGrid(panels, 2, plotHeight(options.width / 2), options);
  return chart(options, height, svg);
}

/** A panel of half a phone. */
const NARROW = 220;

function plotHeight(width: number): number {
  return width < NARROW ? 120 : 190;
}

/** Bins with fewer images say next to nothing. */
const FEWEST = 10;

function drawPredictor(
  { id, title, bins, calibrationError }: PredictorResult,
  options: DrawOptions,
): Svg {
  const { palette } = options;
  const frame = panelFrame(options.width, plotHeight(options.width));
  const x = scaleLinear([0, 1], [frame.left, frame.right]);
  const y = scaleLinear([0, 1], [frame.bottom, frame.top]);
  const shown = bins.filter(({ images }) => images >= FEWEST);
  const radius = scaleSqrt([0, Math.max(...shown.map(({ images }) => images))], [1.8, 10]);
  const { colour } = predictorLook(palette, id);
  const ticks = (options.width < NARROW ? FEW_TICKS : TICKS).map(
    (value) => [value, formatNumber(value, 'points', 0)] as const,
  );
  return drawPanel(
    { title, x, y, xTicks: ticks, yTicks: ticks, xTitle: 'Confidence, %' },
    frame,
    options,
    line([x(0), y(0)], [x(1), y(1)], { stroke: palette.ruleStrong, 'stroke-dasharray': '2 3' }),
    label('Right, %', {
      x: frame.left + 6,
      y: frame.top + 12,
      'font-size': SMALL_FONT_SIZE,
      fill: palette.inkSoft,
    }),
    label(`error ${formatNumber(calibrationError.value, 'percent')}`, {
      x: frame.right,
      y: frame.bottom - 10,
      'text-anchor': 'end',
      'font-size': SMALL_FONT_SIZE,
      fill: palette.ink,
    }),
    ...shown.map(({ images, accuracy, confidence }) => {
      const { low, high } = wilsonInterval(Math.round(accuracy * images), images);
      return line([x(confidence), y(low)], [x(confidence), y(high)], {
        stroke: colour,
        'stroke-width': 1.4,
      });
    }),
    ...shown.map(({ images, accuracy, confidence }) =>
      element('circle', {
        cx: x(confidence),
        cy: y(accuracy),
        r: radius(images),
        fill: colour,
        'fill-opacity': 0.6,
      }),
    ),
  );
}
