import { scaleLinear } from 'd3-scale';
import type { Rotation, Unfamiliar } from '../../../compute/results/unfamiliar.ts';
import { formatNumber } from '../../results/numberFormat.ts';
import { chart } from '../chart.ts';
import type { DrawOptions, Figure } from '../figure.ts';
import { group, type Svg } from '../svg.ts';
import {
  below,
  drawLegend,
  drawLine,
  drawPanel,
  legendHeight,
  panelFrame,
  panelGrid,
  type Frame,
  type LegendEntry,
} from './panel.ts';

const PLOT_HEIGHT = 190;

/** What a predictor makes of digits that are turned: right, refused, and how unsure. */
export function rotationFigure({ predictors, header }: Unfamiliar, predictor: string): Figure {
  const { rotations, rules } = predictors.find(({ id }) => id === predictor)!;
  const rule = rules.findIndex(({ id }) => id === `${predictor}-entropy`);
  const percent = (value: number) => formatNumber(value, 'percent', 0);
  const [worst] = [...rotations].sort((a, b) => a.harmless[rule]! - b.harmless[rule]!);
  const upside = rotations.at(-1)!;
  return {
    finding:
      `Upside down, ${percent(upside.accuracy.value)} of the digits would be read rightly if all were answered, ` +
      `and ${percent(upside.refused[rule]!.value)} are refused; at worst, at ${String(worst!.angle)}°, ` +
      `${percent(1 - worst!.harmless[rule]!)} are answered wrongly.`,
    description:
      'First panel: share of the turned digits named rightly when an answer is forced, share refused by the ' +
      'entropy rule, and share refused or right. What is missing from the last to 100\u202f% are wrong answers ' +
      'that are given. Second panel: mean entropy and its two parts. Bands in the first: 95\u202f% Wilson intervals.',
    alternative: rotations
      .filter(({ angle }) => angle % 45 === 0)
      .map(
        ({ angle, accuracy, refused, epistemic }) =>
          `at ${String(angle)}° ${percent(accuracy.value)} right if forced, ${percent(refused[rule]!.value)} refused, epistemic uncertainty ${formatNumber(epistemic)} nats`,
      )
      .join('; ')
      .replace(/^a/, 'A')
      .concat('.'),
    sample: `n\u00a0=\u00a0${formatNumber(rotations[0]!.images, 'integer')} test images at each of ${String(rotations.length)} angles, seed ${String(header.seed)}`,
    sources: [header],
    data: {
      columns: [
        { name: 'angle', title: 'Angle, °', style: 'integer', digits: 0 },
        { name: 'accuracy', title: 'Right if forced', style: 'percent', digits: 1 },
        ...rules.flatMap(({ id, title }) => [
          {
            name: `refused_${id.replaceAll('-', '_')}`,
            title: `Refused: ${title}`,
            style: 'percent' as const,
            digits: 1,
          },
          {
            name: `harmless_${id.replaceAll('-', '_')}`,
            title: `Refused or right: ${title}`,
            style: 'percent' as const,
            digits: 1,
          },
        ]),
        { name: 'entropy', title: 'Entropy', digits: 3 },
        { name: 'aleatoric', title: 'Aleatoric', digits: 3 },
        { name: 'epistemic', title: 'Epistemic', digits: 3 },
      ],
      rows: rotations.map((own) => [
        own.angle,
        own.accuracy,
        ...own.refused.flatMap((refused, index) => [refused, own.harmless[index]!]),
        own.entropy,
        own.aleatoric,
        own.epistemic,
      ]),
    },
    drawing: { kind: 'chart', draw: (options) => drawRotation(rotations, rule, options) },
  };
}

function drawRotation(rotations: readonly Rotation[], rule: number, options: DrawOptions): Svg {
  const { palette, width } = options;
  const right = { colour: palette.ink };
  const refused = { colour: palette.bayes };
  const harmless = { colour: palette.inkSoft, dash: '1.5 3' };
  const entropy = { colour: palette.ink, dash: '14 3' };
  const aleatoric = { colour: palette.control, dash: '9 3 2 3' };
  const epistemic = { colour: palette.bayes, dash: '6 3' };
  const legend: LegendEntry[] = [
    { look: right, text: 'right if forced' },
    { look: refused, text: 'refused' },
    { look: harmless, text: 'refused or right' },
    { look: entropy, text: 'entropy' },
    { look: aleatoric, text: 'aleatoric' },
    { look: epistemic, text: 'epistemic' },
  ];
  const columns = width < 450 ? 2 : 3;
  const top = legendHeight(legend, columns);
  const axes = (frame: Frame, most: number) => ({
    x: scaleLinear([0, 180], [frame.left, frame.right]),
    y: scaleLinear([0, most], [frame.bottom, frame.top]),
    xTicks: [0, 45, 90, 135, 180].map((angle) => [angle, String(angle)] as const),
    xTitle: 'Turned by, °',
  });
  const shares = (own: DrawOptions) => {
    const frame = panelFrame(own.width, PLOT_HEIGHT);
    const plain = axes(frame, 1);
    const { x, y } = plain;
    const yTicks = [0, 0.25, 0.5, 0.75, 1].map(
      (value) => [value, formatNumber(value, 'points', 0)] as const,
    );
    const estimates = rotations.map(({ angle, accuracy, refused: shares }) => ({
      angle,
      accuracy,
      refused: shares[rule]!,
    }));
    return drawPanel(
      { ...plain, title: 'Share of the digits, %', yTicks },
      frame,
      own,
      drawLine(
        { ...harmless, points: rotations.map((each) => [each.angle, each.harmless[rule]!]) },
        x,
        y,
      ),
      drawLine(
        {
          ...right,
          points: estimates.map(({ angle, accuracy }) => [angle, accuracy.value]),
          band: estimates.map(({ angle, accuracy: { low, high } }) => [angle, low, high]),
        },
        x,
        y,
      ),
      drawLine(
        {
          ...refused,
          points: estimates.map((each) => [each.angle, each.refused.value]),
          band: estimates.map((each) => [each.angle, each.refused.low, each.refused.high]),
        },
        x,
        y,
      ),
    );
  };
  const nats = (own: DrawOptions) => {
    const frame = panelFrame(own.width, PLOT_HEIGHT);
    const most = Math.max(...rotations.map(({ entropy }) => entropy)) * 1.1;
    const plain = axes(frame, most);
    const yTicks = plain.y
      .ticks(5)
      .map((value) => [value, formatNumber(value, 'number', 1)] as const);
    const mean = (key: 'entropy' | 'aleatoric' | 'epistemic') =>
      rotations.map((each) => [each.angle, each[key]] as const);
    return drawPanel(
      { ...plain, title: 'Uncertainty, nats', yTicks },
      frame,
      own,
      drawLine({ ...entropy, points: mean('entropy') }, plain.x, plain.y),
      drawLine({ ...aleatoric, points: mean('aleatoric') }, plain.x, plain.y),
      drawLine({ ...epistemic, points: mean('epistemic') }, plain.x, plain.y),
    );
  };
  const { svg, height } = panelGrid([shares, nats], width < 450 ? 1 : 2, PLOT_HEIGHT, options);
  return chart(
    options,
    top + height,
    group({}, drawLegend(legend, columns, options), below(top, svg)),
  );
}
