import { printPalette } from '../../../src/figures/palette.ts';
import { viewBoxOf } from '../../../src/figures/print/attributes.ts';
import type { Drawn } from '../../../src/figures/print/parts.ts';
import { printedSvg } from '../../../src/figures/print/printed.ts';
import { FULL_WIDTH, pointsOf, type PrintWidth } from '../../../src/figures/print/size.ts';
import { parseSvg } from '../../../src/figures/print/svgTree.ts';
import { textBoxes } from './textBoxes.ts';

/** Least and largest size of text, in points. */
const SIZES = [8, 9.1] as const;
/** A drawing is a whole number of its pixels wide, which moves sizes by as much as this. */
const TOLERANCE = 0.02;
const PAGE_HEIGHT = 700;
/** What the caption takes of it, under a figure as wide as the text. */
const CAPTION = 80;

/** What is wrong with a figure as it is printed, in words; nothing where nothing is. */
export function misprints(figure: Drawn, widthCm: PrintWidth): string[] {
  const drawing = parseSvg(printedSvg(figure, { widthCm, palette: printPalette }, 0));
  const { left, top, width, height } = viewBoxOf(drawing);
  const points = pointsOf(widthCm) / width;
  const boxes = textBoxes(drawing);
  if (boxes.length === 0) return ['holds no text'];
  return [
    ...(height * points < PAGE_HEIGHT - (widthCm === FULL_WIDTH ? CAPTION : 0)
      ? []
      : [`is ${String(height * points)} pt high`]),
    ...boxes.flatMap((box) => {
      const size = box.size * points;
      const inside =
        box.left >= left &&
        box.right <= left + width &&
        box.top >= top &&
        box.bottom <= top + height;
      return [
        ...(inside ? [] : [`"${box.text}" leaves the page`]),
        ...(size >= SIZES[0] - TOLERANCE && size <= SIZES[1] + TOLERANCE
          ? []
          : [`"${box.text}" is ${size.toFixed(2)} pt`]),
      ];
    }),
  ];
}
