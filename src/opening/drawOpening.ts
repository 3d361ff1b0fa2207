import { signedColourTable } from '../../compute/results/signedColour.ts';
import { element, group, label, type Svg } from '../figures/svg.ts';
import { mostRemoved, SIDE, type OpeningImage, type OpeningMap } from './openingImage.ts';

/** Radius of the lens, in pixels of the image. */
export const LENS_RADIUS = 7.5;

/** Entries of the signed colours to each side of zero. */
const FULL = 255;

/** Which colours a map is drawn in: neighbours this close look the same, and their paths are one. */
const COLOUR_STEP = 3;

/** The digit, once a page: panels refer to it. */
export function drawDigit({ levels }: OpeningImage): Svg {
  return strokesOf(levels, (level) =>
    level === 0 ? undefined : `rgb(${triple([level, level, level])})`,
  );
}

/** A map on its paper, in the colours of both themes. */
export function drawMap({ relevance, scale }: OpeningMap): Svg {
  const stepped = relevance.map((value) => {
    const share = scale === 0 ? 0 : Math.max(-1, Math.min(1, value / scale));
    return COLOUR_STEP * Math.round((share * FULL) / COLOUR_STEP) + 0;
  });
  return paper() + strokesOf(stepped, (share) => (share === 0 ? undefined : colourOf(share)));
}

/** The pixels that are removed, as marks over the digit. */
export function drawRemoved(order: readonly number[], removed: number): Svg {
  const gone = new Array<number>(SIDE * SIDE).fill(0);
  for (const pixel of order.slice(0, removed)) gone[pixel] = 1;
  return strokesOf(gone, (mark) => (mark === 0 ? undefined : 'var(--removed)'));
}

const tables = { light: signedColourTable('light'), dark: signedColourTable('dark') };

function paper(): Svg {
  return element('rect', { width: SIDE, height: SIDE, fill: colourOf(0) });
}

/** @param share of full colour, −255 … 255 */
function colourOf(share: number): string {
  const at = (theme: 'light' | 'dark') => {
    const entry = 3 * (share + FULL);
    return `rgb(${triple(tables[theme].subarray(entry, entry + 3))})`;
  };
  return `light-dark(${at('light')},${at('dark')})`;
}

function triple(primaries: ArrayLike<number>): string {
  return Array.from(primaries).join(' ');
}

/** Pixels as strokes one pixel high, those of one value in one path; none where there is no colour. */
function strokesOf(values: readonly number[], colour: (value: number) => string | undefined): Svg {
  const paths = new Map<number, string>();
  for (let start = 0; start < values.length;) {
    const value = values[start]!;
    const row = Math.floor(start / SIDE);
    let end = start + 1;
    while (end < (row + 1) * SIDE && values[end] === value) end++;
    const stroke = `M${String(start % SIDE)} ${String(row)}.5h${String(end - start)}`;
    paths.set(value, (paths.get(value) ?? '') + stroke);
    start = end;
  }
  return [...paths]
    .map(([value, d]) => [d, colour(value)] as const)
    .filter(([, stroke]) => stroke !== undefined)
    .map(([d, stroke]) => element('path', { stroke, d }))
    .join('');
}

/** Size of the chart of answers, in its own units, which are pixels where there is room. */
const CHART = { width: 240, height: 132, left: 32, right: 232, top: 12, bottom: 98 };

export const CHART_BOX = `0 0 ${String(CHART.width)} ${String(CHART.height)}`;

/** How sure the network is of its first answer, against the pixels removed: one line a method and chance. */
export function drawAnswers(image: OpeningImage, removed: number): Svg {
  const most = mostRemoved(image);
  const { left, right, top, bottom } = CHART;
  const x = (pixels: number) => left + (pixels / most) * (right - left);
  const y = (probability: number) => bottom - probability * (bottom - top);
  const tick = (text: string, place: readonly [number, number], anchor: string) =>
    label(text, { class: 'soft', x: place[0], y: place[1], 'text-anchor': anchor });
  return group(
    {},
    element('path', {
      class: 'axis',
      d: `M${String(left)} ${String(top)}V${String(bottom)}H${String(right)}`,
    }),
    ...[...image.removals]
      .reverse()
      .map(({ id, first }) => element('path', { class: `answers ${id}`, d: lineOf(first, x, y) })),
    element('path', {
      class: 'cursor',
      d: `M${String(Math.round(x(removed) * 100) / 100)} ${String(top)}V${String(bottom)}`,
    }),
    tick('100\u202f%', [left - 4, top + 4], 'end'),
    tick('0', [left - 4, bottom + 4], 'end'),
    tick('0', [left, bottom + 14], 'middle'),
    tick(String(most), [right, bottom + 14], 'end'),
    tick('pixels removed', [(left + right) / 2, bottom + 28], 'middle'),
  );
}

/** A line through all values; where it stays level, only its ends. */
function lineOf(
  values: readonly number[],
  x: (place: number) => number,
  y: (value: number) => number,
): string {
  const heights = values.map((value) => Math.round(y(value) * 10) / 10);
  return heights
    .flatMap((height, place) =>
      height === heights[place - 1] && height === heights[place + 1]
        ? []
        : [`${String(Math.round(x(place) * 10) / 10)} ${String(height)}`],
    )
    .join('L')
    .replace(/^/, 'M');
}
