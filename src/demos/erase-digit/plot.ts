import { formatNumber } from '../../results/numberFormat.ts';
import type { Erasure } from './question.ts';

/** Size of the drawing in its own units, which are pixels where there is room. */
const WIDTH = 320;
const LEFT = 34;
const RIGHT = WIDTH - 8;
const TOP = 10;
const BOTTOM = 190;

export const ERASURES_BOX = `0 0 ${WIDTH} ${BOTTOM + 34}`;

/** The lead after so many pixels, as the reader got there. */
export type Trace = readonly (readonly [pixels: number, lead: number])[];

/**
 * The lead of the predicted class against the pixels erased, one line a method and one for the reader.
 * Where a line falls below zero, another class has won.
 * @param most pixels that may be erased
 */
export function erasuresOf(erasures: readonly Erasure[], trace: Trace, most: number): string {
  const leads = [0, ...erasures.flatMap((one) => [...one.leads]), ...trace.map(([, lead]) => lead)];
  const [least, highest] = [Math.min(...leads), Math.max(1, ...leads)];
  const x = (pixels: number) => LEFT + (pixels / most) * (RIGHT - LEFT);
  const y = (lead: number) => BOTTOM - ((lead - least) / (highest - least)) * (BOTTOM - TOP);
  const path = (points: readonly (readonly [number, number])[]) =>
    points.map(([pixels, lead]) => `${n(x(pixels))} ${n(y(lead))}`).join('L');
  return [
    `<path class="axis" d="M${LEFT} ${TOP}V${BOTTOM}H${RIGHT}"/>`,
    `<path class="agreement" d="M${LEFT} ${n(y(0))}H${RIGHT}"/>`,
    ...erasures.map(
      ({ id, leads: own }) =>
        `<path class="erasure ${id}" d="M${path([...own].map((lead, pixels) => [pixels, lead] as const))}"/>`,
    ),
    trace.length > 1 ? `<path class="erasure reader" d="M${path(trace)}"/>` : '',
    ...trace
      .slice(-1)
      .map(
        ([pixels, lead]) =>
          `<circle class="chosen" cx="${n(x(pixels))}" cy="${n(y(lead))}" r="4"/>`,
      ),
    tick(LEFT - 5, y(0) + 4, '0', 'end'),
    tick(LEFT - 5, TOP + 8, formatNumber(highest, 'number', 0), 'end'),
    tick(RIGHT, y(0) - 5, 'below: another class', 'end'),
    tick(LEFT, BOTTOM + 14, '0', 'middle'),
    tick(RIGHT, BOTTOM + 14, String(most), 'end'),
    tick((LEFT + RIGHT) / 2, BOTTOM + 30, 'pixels erased', 'middle'),
  ].join('');
}

function tick(x: number, y: number, content: string, anchor: string): string {
  return `<text class="soft" x="${n(x)}" y="${n(y)}" text-anchor="${anchor}">${content}</text>`;
}

function n(value: number): string {
  return String(Math.round(value * 100) / 100);
}
