import type { DrawOptions } from './figure.ts';
import { element, group, label, line, type Svg } from './svg.ts';

const FONT_SIZE = 13;
export const SMALL_FONT_SIZE = 11.5;

/** The outer element of a chart: its own size, text in the interface face. */
export function chart(
  { width, palette, margin = 0 }: DrawOptions,
  height: number,
  ...children: Svg[]
): Svg {
  const [outerWidth, outerHeight] = [width + 2 * margin, Math.ceil(height) + 2 * margin];
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: [0 - margin, 0 - margin, outerWidth, outerHeight].join(' '),
      width: outerWidth,
      height: outerHeight,
      'font-family': palette.font,
      'font-size': FONT_SIZE,
      fill: palette.ink,
    },
    ...children,
  );
}

export interface AxisTick {
  readonly position: number;
  readonly text: string;
}

/** Ticks below a plot with thin lines through it. */
export function bottomAxis(
  options: DrawOptions,
  ticks: readonly AxisTick[],
  [top, bottom]: readonly [number, number],
  title: { readonly text: string; readonly x: number },
): Svg {
  const { palette } = options;
  return group(
    {},
    ...ticks.map(({ position }) =>
      line([position, top], [position, bottom], { stroke: palette.rule }),
    ),
    ...ticks.map(({ position, text }) =>
      label(text, {
        x: position,
        y: bottom + 16,
        'text-anchor': 'middle',
        'font-size': SMALL_FONT_SIZE,
        fill: palette.inkSoft,
      }),
    ),
    label(title.text, {
      x: title.x,
      y: bottom + 34,
      'text-anchor': 'middle',
      'font-size': SMALL_FONT_SIZE,
      fill: palette.inkSoft,
    }),
  );
}

/** Ticks at the left of a plot with thin lines through it. */
export function leftAxis(
  options: DrawOptions,
  ticks: readonly AxisTick[],
  [left, right]: readonly [number, number],
): Svg {
  const { palette } = options;
  return group(
    {},
    ...ticks.map(({ position }) =>
      line([left, position], [right, position], { stroke: palette.rule }),
    ),
    ...ticks.map(({ position, text }) =>
      label(text, {
        x: left - 6,
        y: position + 4,
        'text-anchor': 'end',
        'font-size': SMALL_FONT_SIZE,
        fill: palette.inkSoft,
      }),
    ),
  );
}

export type MarkerShape = 'circle' | 'square' | 'triangle' | 'diamond';

/** A mark centred at a point. */
export function marker(
  shape: MarkerShape,
  [x, y]: readonly [number, number],
  radius: number,
  attributes: Readonly<Record<string, string | number>>,
): Svg {
  switch (shape) {
    case 'circle':
      return element('circle', { cx: x, cy: y, r: radius, ...attributes });
    case 'square':
      return element('rect', {
        x: x - radius * 0.9,
        y: y - radius * 0.9,
        width: radius * 1.8,
        height: radius * 1.8,
        ...attributes,
      });
    case 'triangle':
      return element('path', {
        d: `M${n(x)} ${n(y - radius * 1.15)}L${n(x + radius * 1.1)} ${n(y + radius * 0.85)}H${n(x - radius * 1.1)}Z`,
        ...attributes,
      });
    case 'diamond':
      return element('path', {
        d: `M${n(x)} ${n(y - radius * 1.2)}L${n(x + radius * 1.2)} ${n(y)}L${n(x)} ${n(y + radius * 1.2)}L${n(x - radius * 1.2)} ${n(y)}Z`,
        ...attributes,
      });
  }
}

/** The one mark of a method everywhere. */
export function methodMarker(id: string): MarkerShape {
  if (id.startsWith('lrp')) return 'circle';
  if (id.startsWith('lime')) return 'square';
  if (id.startsWith('kernel-shap')) return 'triangle';
  return 'diamond';
}

function n(value: number): string {
  return String(Math.round(value * 100) / 100);
}
