import { labelStem, type Figure } from '../figures/figure.ts';

/** Tables of more cells stand on a page of their own: a chapter that held them would load slowly. */
const MOST_CELLS = 300;

/** Identifier of the table on its page. */
export const FIGURE_DATA = 'figure-data';

/** Whether the data of a figure are too many for the chapter that shows it. */
export function hasDataPage({ data }: Figure): boolean {
  return data.rows.length * data.columns.length > MOST_CELLS;
}

/** Path of the page that holds the data of one figure. */
export function dataPath(label: string): string {
  return `/data/${labelStem(label)}/`;
}
