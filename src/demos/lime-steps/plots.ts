import { formatNumber } from '../../results/numberFormat.ts';

/** Size of both drawings in their own units, which are pixels where there is room. */
const WIDTH = 260;
const LEFT = 34;
const RIGHT = WIDTH - 8;

const SCATTER = { top: 8, bottom: 190, height: 222 } as const;
const HISTOGRAM = { top: 8, bottom: 88, height: 120 } as const;

export const SCATTER_BOX = `0 0 ${WIDTH} ${SCATTER.height}`;
export const HISTOGRAM_BOX = `0 0 ${WIDTH} ${HISTOGRAM.height}`;

const BINS = 24;

/**
 * What the network says of every mask against what the linear model says; on the line they agree.
 * @param fitted one a mask, by the linear model
 * @param values one a mask, by the network
 * @param current the mask that stands out
 */
export function scatterOf(fitted: Float32Array, values: Float32Array, current: number): string {
  const [least, most] = extent([...fitted, ...values]);
  const x = (value: number) => LEFT + ((value - least) / (most - least)) * (RIGHT - LEFT);
  const y = (value: number) =>
    SCATTER.bottom - ((value - least) / (most - least)) * (SCATTER.bottom - SCATTER.top);
  const dots = Array.from(values, (value, mask) => `M${n(x(fitted[mask]!))} ${n(y(value))}h0`);
  return [
    `<path class="axis" d="M${LEFT} ${SCATTER.top}V${SCATTER.bottom}H${RIGHT}"/>`,
    `<path class="agreement" d="M${n(x(least))} ${n(y(least))}L${n(x(most))} ${n(y(most))}"/>`,
    `<path class="dots" d="${dots.join('')}"/>`,
    `<circle class="current" cx="${n(x(fitted[current]!))}" cy="${n(y(values[current]!))}" r="5"/>`,
    tick(LEFT - 4, SCATTER.bottom, formatNumber(least, 'number', 0), 'end'),
    tick(LEFT - 4, SCATTER.top + 9, formatNumber(most, 'number', 0), 'end'),
    tick(LEFT, SCATTER.bottom + 14, formatNumber(least, 'number', 0)),
    tick(RIGHT, SCATTER.bottom + 14, formatNumber(most, 'number', 0), 'end'),
    tick((LEFT + RIGHT) / 2, SCATTER.bottom + 28, 'the linear model says', 'middle'),
    `<text class="soft" transform="translate(12 ${(SCATTER.top + SCATTER.bottom) / 2}) rotate(-90)" text-anchor="middle">the network says</text>`,
  ].join('');
}

/** How often a coefficient fell where, over seeds, with the value of the present seed marked. */
export function histogramOf(values: readonly number[], present: number): string {
  const [least, most] = extent([...values, present]);
  const bin = (value: number) =>
    Math.min(BINS - 1, Math.floor(((value - least) / (most - least)) * BINS));
  const counts = Array.from({ length: BINS }, () => 0);
  for (const value of values) counts[bin(value)]!++;
  const tallest = Math.max(1, ...counts);
  const width = (RIGHT - LEFT) / BINS;
  const bars = counts.map((count, place) => {
    const height = (count / tallest) * (HISTOGRAM.bottom - HISTOGRAM.top);
    return `<rect class="bar" x="${n(LEFT + place * width + 0.5)}" y="${n(HISTOGRAM.bottom - height)}" width="${n(width - 1)}" height="${n(height)}"/>`;
  });
  const marked = LEFT + ((present - least) / (most - least)) * (RIGHT - LEFT);
  return [
    ...bars,
    `<path class="axis" d="M${LEFT} ${HISTOGRAM.bottom}H${RIGHT}"/>`,
    `<path class="present" d="M${n(marked)} ${HISTOGRAM.top}V${HISTOGRAM.bottom}"/>`,
    tick(LEFT, HISTOGRAM.bottom + 14, formatNumber(least)),
    tick(RIGHT, HISTOGRAM.bottom + 14, formatNumber(most), 'end'),
    tick((LEFT + RIGHT) / 2, HISTOGRAM.bottom + 28, 'coefficient of the strongest cell', 'middle'),
  ].join('');
}

/** Smallest and largest with some room; never equal. */
function extent(values: readonly number[]): [number, number] {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const room = 0.04 * (most - least) || 0.5;
  return [least - room, most + room];
}

function tick(x: number, y: number, content: string, anchor = 'start'): string {
  return `<text class="soft" x="${n(x)}" y="${n(y)}" text-anchor="${anchor}">${content}</text>`;
}

function n(value: number): string {
  return String(Math.round(value * 100) / 100);
}
