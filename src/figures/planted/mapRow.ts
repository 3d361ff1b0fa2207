import type { Estimate } from '../../../compute/results/estimate.ts';
import { marker, methodMarker } from '../chart.ts';
import { methodColour, type Palette } from '../palette.ts';
import { group, label, line, type Svg, type SvgAttributes } from '../svg.ts';

/** A ranking of pixels as planted artefacts name it. */
export interface MapRow {
  readonly id: string;
  readonly title: string;
  readonly kind: 'method' | 'control' | 'reference';
}

/** Methods whose marker is filled; the marker of a variant is hollow. */
const LEADING = ['lrp', 'lime', 'kernel-shap'];

/** Hue of a row: its method's, grey for controls, ink for what is made from the truth itself. */
export function rowColour(palette: Palette, { id, kind }: MapRow): string {
  return kind === 'reference' ? palette.ink : methodColour(palette, kind === 'control' ? '' : id);
}

/** The name of a row, flush right, as charts of degradation print it. */
export function rowTitle(
  { id, title, kind }: MapRow,
  position: { readonly x: number; readonly y: number },
  palette: Palette,
  attributes: SvgAttributes = {},
): Svg {
  return label(title, {
    x: position.x,
    y: position.y + 4,
    'text-anchor': 'end',
    'font-style': kind === 'method' ? undefined : 'italic',
    'font-weight': LEADING.includes(id) ? 600 : undefined,
    fill: kind === 'method' ? palette.ink : palette.inkSoft,
    ...attributes,
  });
}

/** The marker of a row at a point. */
export function rowMarker(
  row: MapRow,
  centre: readonly [x: number, y: number],
  palette: Palette,
  radius = 4,
): Svg {
  const colour = rowColour(palette, row);
  return marker(methodMarker(row.kind === 'method' ? row.id : row.kind), centre, radius, {
    fill: LEADING.includes(row.id) || row.kind === 'reference' ? colour : palette.paper,
    stroke: colour,
    'stroke-width': 1.5,
  });
}

/** A marker with its interval, drawn along x. */
export function drawEstimate(
  row: MapRow,
  { value, low, high }: Estimate,
  x: (value: number) => number,
  y: number,
  palette: Palette,
): Svg {
  return group(
    {},
    line([x(low), y], [x(high), y], {
      stroke: rowColour(palette, row),
      'stroke-width': 4.5,
      opacity: 0.4,
    }),
    rowMarker(row, [x(value), y], palette),
  );
}
