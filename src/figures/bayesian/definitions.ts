import { bayesianResults } from '../../results/bayesianResults.ts';
import type { ShownStudy } from '../../results/shownStudies.ts';
import type { FigureDefinition } from '../figure.ts';
import { boundFigure } from './bound.ts';
import { doubtFigure } from './doubt.ts';
import { reliabilityFigure } from './reliability.ts';
import { riskCoverageFigure } from './riskCoverage.ts';
import { rotationFigure } from './rotation.ts';
import { uncertaintyHistogramsFigure } from './uncertaintyHistograms.ts';

/** Name of the network of our own in artefacts; the other is that of 2021. */
const OWN = 'bayes';

/** The figures of a study of networks that may refuse to answer. */
export function bayesianFigures({ id }: ShownStudy): FigureDefinition[] {
  const results = bayesianResults(id);
  return [
    {
      label: `fig:bound-${id}`,
      make: () =>
        boundFigure([
          { title: 'Bayesian, as in 2021', training: results.training('bayes-2021') },
          { title: 'Bayesian', training: results.training(OWN) },
        ]),
    },
    { label: `fig:reliability-${id}`, make: () => reliabilityFigure(results.uncertainty()) },
    { label: `fig:risk-coverage-${id}`, make: () => riskCoverageFigure(results.uncertainty()) },
    {
      label: `fig:uncertainties-${id}`,
      make: () => uncertaintyHistogramsFigure(results.unfamiliar(), OWN),
    },
    { label: `fig:rotation-${id}`, make: () => rotationFigure(results.unfamiliar(), OWN) },
    { label: `fig:doubt-${id}`, make: () => doubtFigure(results.doubt()) },
  ];
}
