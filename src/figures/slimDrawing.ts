import { optimize, type PluginConfig } from 'svgo';
import type { Svg } from './svg.ts';

/** A tenth of a pixel is the least that a page shows; a grid of cells is scaled by its group. */
const PATHS = { floatPrecision: 1, applyTransforms: false };

/**
 * Shapes become paths, and neighbours that look alike and do not touch one path of small steps. Nothing
 * here goes by style sheets or identifiers: drawings have none.
 */
const STEPS: PluginConfig[] = [
  'removeXMLNS',
  'collapseGroups',
  'convertShapeToPath',
  'mergePaths',
  { name: 'convertPathData', params: PATHS },
];

/** A drawing stands in its chapter and in the frame for other pages. */
const made = new Map<Svg, Svg>();

/** A drawing that looks the same, of fewer elements and bytes: a phone takes it in sooner. */
export function slimDrawing(drawing: Svg): Svg {
  const slim = made.get(drawing) ?? optimize(drawing, { plugins: STEPS }).data;
  made.set(drawing, slim);
  return slim;
}
