import type { Look } from '../bayesian/panel.ts';
import { methodMarker } from '../chart.ts';
import { methodColour, type Palette } from '../palette.ts';

/** A method or control as artefacts name it. */
interface NamedRow {
  readonly id: string;
  readonly title: string;
  readonly kind: 'method' | 'control';
}

/** The methods of the study, which have a hue of their own. */
export const MAIN_METHODS = ['lime', 'kernel-shap', 'lrp'];

/** Dashes of controls, and of methods without a hue, in the order of the rows. */
const CONTROL_DASHES = ['1.5 3', '5 3', '9 3', '9 3 2 3'];
const METHOD_DASHES = [undefined, '12 2', '7 2', '7 2 2 2', '4 2', '2 2'];

/** The line of a row: one hue and mark for each main method, grey for all others, dashed for controls. */
export function rowLook(palette: Palette, row: NamedRow, rows: readonly NamedRow[]): Look {
  if (MAIN_METHODS.includes(row.id)) {
    return { colour: methodColour(palette, row.id), mark: methodMarker(row.id) };
  }
  const alike = rows.filter(({ id, kind }) => kind === row.kind && !MAIN_METHODS.includes(id));
  const place = alike.findIndex(({ id }) => id === row.id);
  if (row.kind === 'control') {
    return {
      colour: palette.control,
      dash: CONTROL_DASHES[place % CONTROL_DASHES.length],
    };
  }
  const dash = METHOD_DASHES[place % METHOD_DASHES.length];
  const colour = methodColour(palette, row.id);
  return colour === palette.control ? { colour: palette.inkSoft, dash } : { colour, dash: '5 2' };
}
