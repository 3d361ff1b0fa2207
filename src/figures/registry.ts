import { judgesShown, rankConsistency } from '../results/rankConsistency.ts';
import { shownStudies, type ShownStudy, type StudyKind } from '../results/shownStudies.ts';
import { studyResults } from '../results/studyResults.ts';
import { bayesianFigures } from './bayesian/definitions.ts';
import { confusionFigure } from './confusion.ts';
import { conservationFigure } from './conservation.ts';
import { degradationFigure } from './degradation.ts';
import { degradationDataSetsFigure } from './degradationDataSets.ts';
import { degradedConfusionFigure } from './degradedConfusion.ts';
import type { Figure, FigureDefinition } from './figure.ts';
import { galleryFigure } from './gallery.ts';
import { hardestFigure } from './hardest.ts';
import { limeKernelFigure } from './limeKernel.ts';
import { metricMatrixFigure } from './metrics/matrix.ts';
import { plantedFigures } from './planted/definitions.ts';
import { replicationFigures } from './replication/definitions.ts';
import { samplingSizesFigure } from './samplingSizes.ts';
import { trainingFigure } from './training.ts';
import { trustFigures } from './trust/definitions.ts';
import { disagreementFigure } from './trust/disagreement.ts';
import { rankConsistencyFigure } from './trust/rankConsistency.ts';

/** Segments of an MNIST image: a grid of 7 × 7 cells. */
const MNIST_SEGMENTS = 49;

/** Figures of formulas, which need no results. */
const formulaFigures: readonly FigureDefinition[] = [
  { label: 'fig:lime-kernel', make: () => limeKernelFigure(MNIST_SEGMENTS) },
  { label: 'fig:coalition-sizes', make: () => samplingSizesFigure(MNIST_SEGMENTS) },
];

/** The figures of each kind of study. */
const OF_KIND: Readonly<Record<StudyKind, (study: ShownStudy) => FigureDefinition[]>> = {
  comparison: ({ id, title, galleryChoice }) => {
    const results = studyResults(id);
    return [
      {
        label: `fig:training-${id}`,
        make: () => trainingFigure(results.networks.map((network) => results.trainingLog(network))),
      },
      ...results.networks.map((network) => ({
        label: `fig:confusion-${id}-${network}`,
        make: () => confusionFigure(results.evaluation(network)),
      })),
      { label: `fig:gallery-${id}`, make: () => galleryFigure(results, galleryChoice) },
      { label: `fig:hardest-${id}`, make: () => hardestFigure(results) },
      { label: `fig:degradation-${id}`, make: () => degradationFigure(results.degradation()) },
      {
        label: `fig:degraded-confusion-${id}`,
        make: () => degradedConfusionFigure(results.degradation(), results.gallery().classNames),
      },
      { label: `fig:conservation-${id}`, make: () => conservationFigure(results.conservation()) },
      {
        label: `fig:disagreement-${id}`,
        make: () => disagreementFigure(results.gallery(), results.galleryMaps()),
      },
      ...measureFigures(id, title),
    ];
  },
  measures: ({ id, title }) => measureFigures(id, title),
  planted: plantedFigures,
  bayesian: bayesianFigures,
  replication: replicationFigures,
  network: () => [],
};

/** How maps and methods fare by measures, and how far the measures can be trusted. */
function measureFigures(study: string, title: string): FigureDefinition[] {
  const metrics = studyResults(study).metricTables();
  return [
    ...trustFigures(study),
    ...(metrics.length === 0
      ? []
      : [{ label: `fig:metrics-${study}`, make: () => metricMatrixFigure(metrics, title) }]),
  ];
}

/** What can be said of several studies together. */
function figuresAcrossStudies(): FigureDefinition[] {
  const judges = judgesShown();
  const compared = shownStudies().filter(({ id, kind }) => kind === 'comparison' && id !== 'quick');
  const definitions: FigureDefinition[] = [];
  if (compared.length > 1) {
    definitions.push({
      label: 'fig:degradation-data-sets',
      make: () =>
        degradationDataSetsFigure(
          compared.map(({ id, title }) => ({
            title,
            degradation: studyResults(id).degradation(),
          })),
        ),
    });
  }
  if (judges.length > 1) {
    definitions.push({
      label: 'fig:rank-consistency',
      make: () => rankConsistencyFigure(rankConsistency(judges)),
    });
  }
  return definitions;
}

/** All figures of the site. */
export function figureDefinitions(): FigureDefinition[] {
  return [
    ...formulaFigures,
    ...shownStudies().flatMap((study) => OF_KIND[study.kind](study)),
    ...figuresAcrossStudies(),
  ];
}

const made = new Map<string, Figure>();

/** The figure of a label. @throws Error naming the label and those that exist */
export function figureOf(label: string): Figure {
  const definitions = figureDefinitions();
  const definition = definitions.find((candidate) => candidate.label === label);
  if (!definition) {
    const known = definitions.map((candidate) => candidate.label).join(', ');
    throw new Error(`no figure "${label}" in src/figures/registry.ts; there are ${known}`);
  }
  const figure = made.get(label) ?? definition.make();
  made.set(label, figure);
  return figure;
}
