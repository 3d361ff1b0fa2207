import { scaleLinear, scaleLog } from 'd3-scale';
import { line as curve } from 'd3-shape';
import type { TrainingLog } from '../../compute/results/trainingLog.ts';
import { networkWords } from '../results/networkWords.ts';
import { formatNumber } from '../results/numberFormat.ts';
import { bottomAxis, chart, leftAxis, SMALL_FONT_SIZE } from './chart.ts';
import type { DrawOptions, Figure } from './figure.ts';
import { element, group, label, type Svg } from './svg.ts';
import { capitalised, listed } from './wordLists.ts';

type Epoch = TrainingLog['epochs'][number];

interface Series {
  readonly title: string;
  readonly accuracy: (epoch: Epoch) => number | undefined;
  readonly dash: string | undefined;
  readonly colour: 'accent' | 'ink' | 'inkSoft';
}

const SERIES: readonly Series[] = [
  { title: 'test', accuracy: (e) => e.testAccuracy, dash: undefined, colour: 'accent' },
  { title: 'held out', accuracy: (e) => e.heldOutAccuracy, dash: '6 3', colour: 'ink' },
  { title: 'training', accuracy: (e) => e.trainingAccuracy, dash: '1.5 3', colour: 'inkSoft' },
];

const TOP = 48;
const PANEL_HEIGHT = 190;
const LEFT = 40;

/** Share of errors over the epochs, one panel a network. */
export function trainingFigure(logs: readonly TrainingLog[]): Figure {
  const ends = logs.map(({ network, epochs }) => {
    const { part, accuracy } = measured(epochs.at(-1)!);
    const error = formatNumber(1 - accuracy, 'percent', 2);
    return { name: networkWords(network.name), count: epochs.length, error, part };
  });
  const words = ends.map(
    ({ name, error, part }) => `${name} errs on ${error} of the ${part} images`,
  );
  return {
    finding: `After training, ${listed(words)}.`,
    description:
      'Share of images classified wrongly after each epoch, on a logarithmic scale. Training errors are ' +
      'counted while the network learns, with augmentation, and dropout where there is any, at work, and so usually lie higher.',
    alternative: `Errors fall over ${listed(ends.map(({ count }) => String(count)))} epochs: in the end ${listed(words)}.`,
    sample: logs
      .map(
        ({ network, trainingImages, header }) =>
          `${capitalised(networkWords(network.name))}: n\u00a0=\u00a0${formatNumber(trainingImages, 'integer')} training images, seed ${String(header.seed)}`,
      )
      .join('; '),
    sources: logs.map(({ header }) => header),
    data: {
      columns: [
        { name: 'network', title: 'Network' },
        { name: 'epoch', title: 'Epoch', style: 'integer' },
        { name: 'loss', title: 'Loss', digits: 4 },
        { name: 'training_accuracy', title: 'Training', style: 'percent' },
        { name: 'held_out_accuracy', title: 'Held out', style: 'percent' },
        { name: 'test_accuracy', title: 'Test', style: 'percent' },
      ],
      rows: logs.flatMap(({ network, epochs }) =>
        epochs.map((epoch) => [
          network.name,
          epoch.epoch,
          epoch.loss,
          epoch.trainingAccuracy,
          epoch.heldOutAccuracy ?? null,
          epoch.testAccuracy ?? null,
        ]),
      ),
    },
    drawing: { kind: 'chart', draw: (options) => drawTraining(logs, options) },
  };
}

function drawTraining(logs: readonly TrainingLog[], options: DrawOptions): Svg {
  const columns = options.width < 450 ? 1 : Math.min(2, logs.length);
  const panelWidth = options.width / columns;
  const panelHeight = TOP + PANEL_HEIGHT + 46;
  const errors = logs.flatMap(({ epochs }) => epochs.flatMap((epoch) => epochErrors(epoch)));
  const domain: [number, number] = [Math.min(...errors) * 0.85, Math.max(...errors) * 1.15];
  return chart(
    options,
    Math.ceil(logs.length / columns) * panelHeight,
    ...logs.map((log, position) =>
      group(
        {
          transform: `translate(${String((position % columns) * panelWidth)} ${String(Math.floor(position / columns) * panelHeight)})`,
        },
        drawPanel(log, domain, { ...options, width: panelWidth }),
      ),
    ),
  );
}

function drawPanel(log: TrainingLog, domain: [number, number], options: DrawOptions): Svg {
  const { palette } = options;
  const right = options.width - 56;
  const bottom = TOP + PANEL_HEIGHT;
  const x = scaleLinear([1, Math.max(2, log.epochs.length)], [LEFT, right]);
  const y = scaleLog(domain, [bottom, TOP]);
  const steps = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5].filter(
    (value) => value >= domain[0] && value <= domain[1],
  );
  const epochTicks = x.ticks(4).filter((epoch) => Number.isInteger(epoch));
  return group(
    {},
    label(capitalised(networkWords(log.network.name)), { x: LEFT, y: 14, 'font-weight': 600 }),
    label('Wrong, %', { x: LEFT, y: TOP - 8, 'font-size': SMALL_FONT_SIZE, fill: palette.inkSoft }),
    leftAxis(
      options,
      steps.map((value) => ({
        position: y(value),
        text: formatNumber(value, 'points', value < 0.01 ? 1 : 0),
      })),
      [LEFT, right],
    ),
    bottomAxis(
      options,
      epochTicks.map((epoch) => ({ position: x(epoch), text: String(epoch) })),
      [bottom, bottom],
      { text: 'Epoch', x: (LEFT + right) / 2 },
    ),
    ...SERIES.map((series) => drawSeries(series, log.epochs, x, y, palette[series.colour])),
    ...endLabels(log.epochs, y).map(({ series, position }) =>
      label(series.title, {
        x: right + 6,
        y: position + 4,
        'font-size': SMALL_FONT_SIZE,
        fill: palette[series.colour],
      }),
    ),
  );
}

function drawSeries(
  { accuracy, dash }: Series,
  epochs: readonly Epoch[],
  x: (epoch: number) => number,
  y: (error: number) => number,
  colour: string,
): Svg {
  const points = epochs.flatMap((epoch): [number, number][] => {
    const share = accuracy(epoch);
    return share === undefined ? [] : [[x(epoch.epoch), y(Math.max(1e-6, 1 - share))]];
  });
  if (points.length === 0) return '';
  return element('path', {
    d: curve().digits(2)(points)!,
    fill: 'none',
    stroke: colour,
    'stroke-width': 1.8,
    'stroke-dasharray': dash,
    'stroke-linejoin': 'round',
  });
}

/** The accuracy that counts: on test images, else on held-out ones, else on those learned from. */
function measured(epoch: Epoch): { readonly part: string; readonly accuracy: number } {
  for (const { title, accuracy } of SERIES) {
    const found = accuracy(epoch);
    if (found !== undefined)
      return { part: title === 'held out' ? 'held-out' : title, accuracy: found };
  }
  return { part: 'training', accuracy: epoch.trainingAccuracy };
}

/** Places of the words at the line ends, moved apart where lines end together. */
function endLabels(epochs: readonly Epoch[], y: (error: number) => number) {
  const last = epochs.at(-1)!;
  const ends = SERIES.flatMap((series) => {
    const share = series.accuracy(last);
    return share === undefined ? [] : [{ series, position: y(Math.max(1e-6, 1 - share)) }];
  }).sort((first, second) => first.position - second.position);
  for (let index = 1; index < ends.length; index++) {
    ends[index]!.position = Math.max(ends[index]!.position, ends[index - 1]!.position + 14);
  }
  return ends;
}

/** Errors of one epoch in all series; a share of 0 would not fit on a logarithmic scale. */
function epochErrors(epoch: Epoch): number[] {
  return SERIES.flatMap(({ accuracy }) => {
    const share = accuracy(epoch);
    return share === undefined ? [] : [Math.max(5e-4, 1 - share)];
  });
}
