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

type Point = readonly [x: number, y: number];
type Move = (point: Point) => Point;

/** All lines of text of a drawing, in the coordinates of the whole. */
export function textBoxes(
  node: SvgNode,
  around: Attributes = {},
  outer: Move = (point) => point,
): TextBox[] {
  const attributes = withInherited(around, node);
  const inner = moveOf(node.attributes['transform'] ?? '');
  const move: Move = (point) => outer(inner(point));
  const below = node.children.flatMap((child) => textBoxes(child, attributes, move));
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
  const base = numberOf(attributes, 'y');
  const [left, right] = [runs[0]!.x, last.x + runWidth(last, size)];
  const [top, bottom] = [base - 0.7 * size, base + 0.2 * size];
  const corners = [
    [left, top],
    [right, top],
    [right, bottom],
    [left, bottom],
  ].map(([x, y]) => move([x!, y!]));
  const xs = corners.map(([x]) => x);
  const ys = corners.map(([, y]) => y);
  const box = {
    text: node.text,
    size,
    left: Math.min(...xs),
    right: Math.max(...xs),
    top: Math.min(...ys),
    bottom: Math.max(...ys),
  };
  return [box, ...below];
}

function moveOf(transform: string): Move {
  const moves = Array.from(
    transform.matchAll(/(translate|rotate)\((-?[\d.]+)(?: (-?[\d.]+))?\)/g),
    ([, kind, first, second]): Move => {
      if (kind === 'translate') return ([x, y]) => [x + Number(first), y + Number(second ?? 0)];
      const angle = (Number(first) * Math.PI) / 180;
      const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
      return ([x, y]) => [x * cosine - y * sine, x * sine + y * cosine];
    },
  );
  return (point) => moves.reduceRight((moved, move) => move(moved), point);
}
