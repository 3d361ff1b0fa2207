import { element, type Svg, type SvgAttributes } from './svg.ts';

/** A place in a drawing. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A cell of a drawing, and how it is painted. */
export interface PaintedBox {
  readonly box: Box;
  readonly look: SvgAttributes;
}

/**
 * Boxes that do not overlap, as one path a look: drawings of thousands of cells have as many elements as
 * they have looks.
 */
export function boxPaths(boxes: readonly PaintedBox[]): Svg[] {
  const paths = new Map<string, { look: SvgAttributes; d: string }>();
  for (const { box, look } of boxes) {
    // Looks that are written alike are alike.
    const written = element('path', look);
    const path = paths.get(written) ?? { look, d: '' };
    path.d += outline(box);
    paths.set(written, path);
  }
  return Array.from(paths.values(), ({ look, d }) => element('path', { ...look, d }));
}

function outline({ x, y, width, height }: Box): string {
  const [left, top, across, down] = [x, y, width, height].map(hundredths);
  return `M${left!} ${top!}h${across!}v${down!}h-${across!}z`;
}

function hundredths(value: number): string {
  return String(Math.round(value * 100) / 100);
}
