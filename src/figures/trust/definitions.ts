import { trustResults } from '../../results/trustResults.ts';
import type { FigureDefinition } from '../figure.ts';
import { agreementFigure } from './agreement.ts';
import { curvesFigure } from './curves.ts';
import { roadFigure } from './road.ts';
import { shapleyErrorFigure } from './shapleyError.ts';
import { stabilityFigure } from './stability.ts';

/** The figures of how far the measures of a study can be trusted, as far as it has computed them. */
export function trustFigures(study: string): FigureDefinition[] {
  const results = trustResults(study);
  const curves = results.curves();
  const stability = results.stability();
  const agreement = results.agreement();
  return [
    ...(curves ? [{ label: `fig:curves-${study}`, make: () => curvesFigure(curves) }] : []),
    ...(curves?.fills.some(({ id }) => id === 'road')
      ? [{ label: `fig:road-${study}`, make: () => roadFigure(curves) }]
      : []),
    ...(stability
      ? [
          { label: `fig:stability-${study}`, make: () => stabilityFigure(stability) },
          { label: `fig:shapley-error-${study}`, make: () => shapleyErrorFigure(stability) },
        ]
      : []),
    ...(agreement
      ? [{ label: `fig:agreement-${study}`, make: () => agreementFigure(agreement) }]
      : []),
  ];
}
