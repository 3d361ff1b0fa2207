/** Text of an SVG element. */
export type Svg = string;

export type SvgAttributes = Readonly<Record<string, string | number | undefined>>;

/** An element with its children; numbers to two decimals, so that equal figures have equal bytes. */
export function element(name: string, attributes: SvgAttributes, ...children: Svg[]): Svg {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${attributeText(value!)}"`)
    .join('');
  return children.length === 0
    ? `<${name}${written}/>`
    : `<${name}${written}>${children.join('')}</${name}>`;
}

/** A line of text. */
export function label(content: string, attributes: SvgAttributes): Svg {
  return element('text', attributes, escapeText(content));
}

/** What has attributes in common; without any, the children alone. */
export function group(attributes: SvgAttributes, ...children: Svg[]): Svg {
  const isBare = Object.values(attributes).every((value) => value === undefined);
  return isBare ? children.join('') : element('g', attributes, ...children);
}

/** A straight line. */
export function line(
  from: readonly [x: number, y: number],
  to: readonly [x: number, y: number],
  attributes: SvgAttributes,
): Svg {
  return element('line', { x1: from[0], y1: from[1], x2: to[0], y2: to[1], ...attributes });
}

function escapeText(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${String(character.charCodeAt(0))};`);
}

function attributeText(value: string | number): string {
  return typeof value === 'number' ? String(round(value)) : escapeText(value);
}

/** Two decimals, and no negative zero. */
function round(value: number): number {
  return Math.round(value * 100) / 100 + 0;
}
