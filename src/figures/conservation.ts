import { scaleLinear } from 'd3-scale';
import type { Conservation, LedgerEntry } from '../../compute/results/conservation.ts';
import { formatNumber } from '../results/numberFormat.ts';
import { chart, SMALL_FONT_SIZE } from './chart.ts';
import type { DrawOptions, Figure } from './figure.ts';
import { element, group, label, line, type Svg } from './svg.ts';
import { listed } from './wordLists.ts';

type Composite = Conservation['composites'][number];

const PANEL_HEIGHT = 116;
const HEAD = 30;
const LEFT = 40;

/** What every layer of the network does with the relevance that reaches it, for several composites. */
export function conservationFigure(conservation: Conservation): Figure {
  const { composites, image, header } = conservation;
  const percent = (share: number) => formatNumber(share, 'percent', 0);
  const shares = composites.map(({ title, ledger }) => ({ title, share: arriving(ledger) }));
  const words = listed(shares.map(({ title, share }) => `${percent(share)} under ${title}`));
  return {
    finding: `The pixels’ relevance adds up to ${words} of the logit; biases make the difference.`,
    description:
      'From the logit (left) to the pixels (right): relevance on its way through the layers that have ' +
      'weights, in per cent of the logit. Steps are what biases (in a warm colour) and the stabiliser ε (in grey) take or add.',
    alternative: `Relevance of the pixels of image ${String(image.index)} in per cent of the logit: ${words}.`,
    sample: `one image (test image ${String(image.index)}, logit ${formatNumber(image.logit)}), seed ${String(header.seed)}`,
    sources: [header],
    data: {
      columns: [
        { name: 'composite', title: 'Composite' },
        { name: 'layer', title: 'Layer', style: 'integer' },
        { name: 'type', title: 'Type' },
        { name: 'rule', title: 'Rule' },
        { name: 'relevance_in', title: 'In', digits: 4 },
        { name: 'relevance_out', title: 'Out', digits: 4 },
        { name: 'lost_to_bias', title: 'To bias', digits: 4 },
        { name: 'lost_to_stabiliser', title: 'To ε', digits: 4 },
      ],
      rows: composites.flatMap(({ title, ledger }) =>
        ledger.map((entry) => [
          title,
          entry.layer,
          entry.type,
          entry.rule,
          entry.relevanceIn,
          entry.relevanceOut,
          entry.lostToBias,
          entry.lostToStabiliser,
        ]),
      ),
    },
    drawing: { kind: 'chart', draw: (options) => drawConservation(conservation, options) },
  };
}

function drawConservation({ composites }: Conservation, options: DrawOptions): Svg {
  const all = composites.flatMap(({ ledger }) =>
    weighted(ledger).flatMap((entry) => levels(entry).map((level) => level / top(ledger))),
  );
  // Around 100 per cent, not from 0: what counts is how far relevance strays from the logit.
  const range: [number, number] = [Math.min(0.97, ...all), Math.max(1.03, ...all)];
  return chart(
    options,
    composites.length * PANEL_HEIGHT,
    ...composites.map((composite, position) =>
      group(
        { transform: `translate(0 ${String(position * PANEL_HEIGHT)})` },
        drawPanel(composite, range, options),
      ),
    ),
  );
}

function drawPanel(
  { title, ledger }: Composite,
  range: [number, number],
  options: DrawOptions,
): Svg {
  const { palette, width } = options;
  const entries = weighted(ledger);
  const right = width - 60;
  const bottom = PANEL_HEIGHT - 26;
  const y = scaleLinear(range, [bottom, HEAD]);
  const column = (right - LEFT) / entries.length;
  const others = y.ticks(3).filter((value) => Math.abs(y(value) - y(1)) > 12);
  const ticks = [1, ...others];
  const whole = top(ledger);
  const share = arriving(ledger);
  return group(
    {},
    label(title, { x: LEFT, y: HEAD - 12, 'font-weight': 600 }),
    ...ticks.map((value) =>
      group(
        {},
        line([LEFT, y(value)], [right, y(value)], {
          stroke: value === 1 ? palette.ruleStrong : palette.rule,
        }),
        label(formatNumber(value, 'points', 0), {
          x: LEFT - 6,
          y: y(value) + 4,
          'text-anchor': 'end',
          'font-size': SMALL_FONT_SIZE,
          fill: palette.inkSoft,
        }),
      ),
    ),
    ...entries.map((entry, index) => {
      const [entering, afterBias, leaving] = levels(entry).map((level) => y(level / whole));
      const x = LEFT + index * column;
      const middle = x + column * 0.5;
      const bar = (from: number, to: number, offset: number, fill: string) =>
        element('rect', {
          x: middle + offset,
          y: Math.min(from, to),
          width: 12,
          height: Math.max(0.75, Math.abs(to - from)),
          fill,
        });
      return group(
        {},
        line([x, entering!], [middle, entering!], { stroke: palette.lrp, 'stroke-width': 2.5 }),
        bar(entering!, afterBias!, -12, palette.caution),
        bar(afterBias!, leaving!, 0, palette.control),
        line([middle, leaving!], [x + column, leaving!], {
          stroke: palette.lrp,
          'stroke-width': 2.5,
        }),
      );
    }),
    ...layerLabels(entries, column, bottom + 16, options),
    label(formatNumber(share, 'percent', 0), {
      x: right + 6,
      y: y(share) + 4,
      'font-weight': 600,
    }),
  );
}

/** Columns narrower than this, in pixels, have no room for a label each. */
const OWN_LABEL = 60;

/** What is below the columns: layer and rule of each, or one label for neighbours with the same rule. */
function layerLabels(
  entries: readonly LedgerEntry[],
  column: number,
  y: number,
  { palette, width }: DrawOptions,
): Svg[] {
  const small = width < 450;
  const style = { y, 'font-size': SMALL_FONT_SIZE, fill: palette.inkSoft };
  if (column >= OWN_LABEL) {
    return entries.map(({ type, rule }, index) =>
      label(small ? type : `${type}: ${rule}`, {
        x: LEFT + (index + 0.5) * column,
        'text-anchor': 'middle',
        ...style,
      }),
    );
  }
  const texts = entries.map(({ type, rule }) => (small ? type : rule));
  const starts = texts.flatMap((text, index) => (text === texts[index - 1] ? [] : [index]));
  return starts.map((start, run) => {
    const end = starts[run + 1] ?? texts.length;
    const anchor = end - start > 1 ? 'middle' : anchorOf(start === 0, end === texts.length);
    const place = { start, middle: (start + end) / 2, end }[anchor];
    return label(texts[start]!, { x: LEFT + place * column, 'text-anchor': anchor, ...style });
  });
}

/** Labels at either end, which may be wider than their columns, keep inside. */
function anchorOf(first: boolean, last: boolean): 'start' | 'middle' | 'end' {
  if (first === last) return 'middle';
  return first ? 'start' : 'end';
}

/** Layers that change relevance: those with weights, and any other whose sums differ. */
function weighted(ledger: readonly LedgerEntry[]): LedgerEntry[] {
  return ledger.filter(
    ({ type, lostToBias, lostToStabiliser }) =>
      type === 'dense' || type === 'conv2d' || lostToBias !== 0 || lostToStabiliser !== 0,
  );
}

/** Relevance before the layer, after its bias, and after ε as well. */
function levels({ relevanceIn, relevanceOut, lostToBias }: LedgerEntry): [number, number, number] {
  return [relevanceIn, relevanceIn - lostToBias, relevanceOut];
}

function top(ledger: readonly LedgerEntry[]): number {
  return ledger[0]!.relevanceIn;
}

function arriving(ledger: readonly LedgerEntry[]): number {
  return ledger.at(-1)!.relevanceOut / top(ledger);
}
