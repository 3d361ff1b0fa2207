import {
  numberOf,
  textStyleOf,
  withInherited,
  type Attributes,
} from '../../../src/figures/print/attributes.ts';
import type { SvgNode } from '../../../src/figures/print/svgTree.ts';
import { placedRuns, runWidth } from '../../../src/figures/print/typeface.ts';

/** Where a line of text lies in a drawing, from its highest letters to its lowest. */
export interface TextBox {
  readonly text: string;
  readonly size: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** All lines of text of a drawing, in the coordinates of the whole. */
export function textBoxes(node: SvgNode, around: Attributes = {}, origin = [0, 0]): TextBox[] {
  const attributes = withInherited(around, node);
  const moved = /^translate\((-?[\d.]+) (-?[\d.]+)\)/.exec(node.attributes['transform'] ?? '');
  const [x, y] = [origin[0]! + Number(moved?.[1] ?? 0), origin[1]! + Number(moved?.[2] ?? 0)];
  const below = node.children.flatMap((child) => textBoxes(child, attributes, [x, y]));
  if (node.name !== 'text' || node.text.trim() === '') return below;
  const size = numberOf(attributes, 'font-size');
  const runs = placedRuns(
    node.text,
    textStyleOf(attributes),
    size,
    numberOf(attributes, 'x'),
    attributes['text-anchor'],
  );
  const last = runs.at(-1)!;
  const base = y + numberOf(attributes, 'y');
  const box = {
    text: node.text,
    size,
    left: x + runs[0]!.x,
    right: x + last.x + runWidth(last, size),
    top: base - 0.7 * size,
    bottom: base + 0.2 * size,
  };
  return [box, ...below];
}
