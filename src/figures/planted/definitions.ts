import { plantedResults } from '../../results/plantedResults.ts';
import type { ShownStudy } from '../../results/shownStudies.ts';
import type { FigureDefinition } from '../figure.ts';
import { localisationFigure } from './localisation.ts';
import { partShapleyFigure } from './partShapley.ts';
import { shortcutFigure } from './shortcut.ts';
import { specimensFigure } from './specimens.ts';
import { truthAgreementFigure } from './truthAgreement.ts';
import { truthScatterFigure } from './truthScatter.ts';
import { VARIANTS } from './variants.ts';

/** The figures of a study of planted evidence. */
export function plantedFigures({ id, galleryChoice }: ShownStudy): FigureDefinition[] {
  const results = plantedResults(id);
  return [
    ...VARIANTS.map(({ id: variant }) => ({
      label: `fig:specimens-${id}-${variant}`,
      make: () => specimensFigure(results, variant, galleryChoice),
    })),
    ...VARIANTS.map(({ id: variant }) => ({
      label: `fig:localisation-${id}-${variant}`,
      make: () => localisationFigure(results.localisation(variant)),
    })),
    { label: `fig:part-shapley-${id}`, make: () => partShapleyFigure(results.partShapley('pair')) },
    { label: `fig:shortcut-${id}`, make: () => shortcutFigure(results.shortcut()) },
    {
      label: `fig:truth-scatter-${id}`,
      make: () =>
        truthScatterFigure(results.truthAgreement('single'), results.localisation('single')),
    },
    {
      label: `fig:truth-agreement-${id}`,
      make: () =>
        truthAgreementFigure(VARIANTS.map(({ id: variant }) => results.truthAgreement(variant))),
    },
  ];
}
