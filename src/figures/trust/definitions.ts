import { trustResults } from '../../results/trustResults.ts';
import type { FigureDefinition } from '../figure.ts';
import { curvesFigure } from './curves.ts';
import { roadFigure } from './road.ts';

/** The figures of how far the measures of a study can be trusted, as far as it has computed them. */
export function trustFigures(study: string): FigureDefinition[] {
  const curves = trustResults(study).curves();
  return [
    ...(curves ? [{ label: `fig:curves-${study}`, make: () => curvesFigure(curves) }] : []),
    ...(curves?.fills.some(({ id }) => id === 'road')
      ? [{ label: `fig:road-${study}`, make: () => roadFigure(curves) }]
      : []),
  ];
}
