import { scaleLinear, scaleLog } from 'd3-scale';
import type { BayesianTraining } from '../../../compute/results/bayesianTraining.ts';
import { formatNumber } from '../../results/numberFormat.ts';
import { chart } from '../chart.ts';
import type { DrawOptions, Figure } from '../figure.ts';
import { group, type Svg } from '../svg.ts';
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

const PLOT_HEIGHT = 180;

/** A network and its training, as the figure names it. */
export interface NamedTraining {
  readonly title: string;
  readonly training: BayesianTraining;
}

/** The negative bound and its first term over the epochs, one panel a network. */
export function boundFigure(networks: readonly NamedTraining[]): Figure {
  const ends = networks.map(({ title, training }) => {
    const { loss, negativeLogLikelihood: misfit } = training.epochs.at(-1)!;
    return { title, loss: nats(loss), misfit: nats(misfit) };
  });
  const words = ends.map(
    ({ title, loss, misfit }) => `${loss} nats an image (${title}; ${misfit} of them misfit)`,
  );
  return {
    finding: `After the last epoch, the negative bound stands at ${listed(words)}.`,
    description:
      'Both terms are means over the images of an epoch, taken while the weights still move, on a logarithmic ' +
      'scale; the gap between the lines is what the distance from the prior costs. Where its weight rises ' +
      'during the first epochs, the bound may rise with it.',
    alternative: `The negative bound falls and ends at ${listed(words)}.`,
    sample: networks
      .map(
        ({ title, training: { trainingImages, header } }) =>
          `${title}: n\u00a0=\u00a0${formatNumber(trainingImages, 'integer')} training images, seed ${String(header.seed)}`,
      )
      .join('; '),
    sources: networks.map(({ training }) => training.header),
    data: {
      columns: [
        { name: 'network', title: 'Network' },
        { name: 'epoch', title: 'Epoch', style: 'integer', digits: 0 },
        { name: 'negative_bound', title: 'Negative bound', digits: 3 },
        { name: 'negative_log_likelihood', title: 'Misfit', digits: 3 },
        { name: 'kl', title: 'KL, all weights', style: 'integer', digits: 0 },
        { name: 'training_accuracy', title: 'Training accuracy', style: 'percent' },
      ],
      rows: networks.flatMap(({ title, training }) =>
        training.epochs.map((epoch) => [
          title,
          epoch.epoch,
          epoch.loss,
          epoch.negativeLogLikelihood,
          epoch.kl,
          epoch.trainingAccuracy,
        ]),
      ),
    },
    drawing: { kind: 'chart', draw: (options) => drawBound(networks, options) },
  };
}

function drawBound(networks: readonly NamedTraining[], options: DrawOptions): Svg {
  const { palette, width } = options;
  const whole = { colour: palette.bayes };
  const misfit = { colour: palette.ink, dash: '6 3' };
  const legend: LegendEntry[] = [
    { look: whole, text: 'negative bound' },
    { look: misfit, text: 'its misfit term' },
  ];
  const top = legendHeight(legend, 2);
  const panels = networks.map(({ title, training: { epochs } }) => (own: DrawOptions) => {
    const frame = panelFrame(own.width, PLOT_HEIGHT);
    const x = scaleLinear([1, Math.max(2, epochs.length)], [frame.left + 4, frame.right]);
    const values = epochs.flatMap(({ loss, negativeLogLikelihood }) => [
      loss,
      negativeLogLikelihood,
    ]);
    const y = scaleLog(
      [Math.min(...values) * 0.85, Math.max(...values) * 1.2],
      [frame.bottom, frame.top],
    );
    const yTicks = [0.02, 0.05, 0.1, 0.2, 0.5, 1, 10, 20, 50, 100, 200, 500, 1000, 2000]
      .filter((value) => value >= y.domain()[0]! && value <= y.domain()[1]!)
      .map((value) => [value, String(value)] as const);
    const axes = {
      title,
      x,
      y,
      xTicks: x
        .ticks(5)
        .filter((epoch) => Number.isInteger(epoch))
        .map((epoch) => [epoch, String(epoch)] as const),
      yTicks,
      xTitle: 'Epoch',
    };
    return drawPanel(
      axes,
      frame,
      own,
      drawLine({ ...whole, points: epochs.map(({ epoch, loss }) => [epoch, loss]) }, x, y),
      drawLine(
        { ...misfit, points: epochs.map((own) => [own.epoch, own.negativeLogLikelihood]) },
        x,
        y,
      ),
    );
  });
  const { svg, height } = panelGrid(panels, width < 450 ? 1 : 2, PLOT_HEIGHT, options);
  return chart(options, top + height, group({}, drawLegend(legend, 2, options), below(top, svg)));
}

function nats(value: number): string {
  return formatNumber(value, 'number', value < 1 ? 3 : 1);
}
