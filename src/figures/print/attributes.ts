import type { SvgNode } from './svgTree.ts';
import type { TextStyle } from './typeface.ts';

/** Attributes that an element of a drawing has from those around it. */
const INHERITED = [
  'fill',
  'stroke',
  'stroke-width',
  'font-size',
  'font-style',
  'font-weight',
  'text-anchor',
] as const;

export type Attributes = Readonly<Record<string, string>>;

/** What an element is drawn with: its own attributes, and those it inherits. */
export function withInherited(around: Attributes, { attributes }: SvgNode): Attributes {
  const inherited = Object.fromEntries(
    INHERITED.filter((name) => name in around).map((name) => [name, around[name]!]),
  );
  return { ...inherited, ...attributes };
}

/** A number of an element. @throws Error naming the attribute when it is none */
export function numberOf(attributes: Attributes, name: string, absent = 0): number {
  const text = attributes[name];
  if (text === undefined) return absent;
  const value = Number(text);
  if (!Number.isFinite(value)) throw new Error(`${name}="${text}" is no number`);
  return value;
}

/** How a text is set. */
export function textStyleOf(attributes: Attributes): TextStyle {
  return {
    bold: numberOf(attributes, 'font-weight', 400) >= 600,
    italic: attributes['font-style'] === 'italic',
  };
}

/** The part of the plane that a drawing shows. */
export function viewBoxOf({ attributes }: SvgNode) {
  const [left, top, width, height] = attributes['viewBox']!.split(' ').map(Number);
  return { left: left!, top: top!, width: width!, height: height! };
}
