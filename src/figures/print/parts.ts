import type { Figure } from '../figure.ts';
import { COLUMN_WIDTH, type PrintWidth } from './size.ts';

/** What of a figure is printed. */
export type Drawn = Pick<Figure, 'drawing'>;

/** A file of a figure for print. */
export interface PrintedPart extends Drawn {
  /** That of the figure, or one with the number of the part after it. */
  readonly label: string;
}

/** What a figure is printed as at a width: the whole, or parts of which each fits on a page. */
export function printedParts(label: string, figure: Figure, widthCm: PrintWidth): PrintedPart[] {
  const { drawing, columnParts } = figure;
  if (widthCm !== COLUMN_WIDTH || !columnParts) return [{ label, drawing }];
  return columnParts.map(({ draw }, position) => ({
    label: partLabel(label, position),
    drawing: { kind: 'chart', draw },
  }));
}

/** Label of a part by its position, e.g. `fig:metrics-mnist-1`. */
export function partLabel(label: string, position: number): string {
  return `${label}-${String(position + 1)}`;
}
