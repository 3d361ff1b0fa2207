import { METHODS } from '../explain/methods/index.ts';
import type { StudyStep } from '../pipeline/step.ts';
import { CELL, COMPOSITES } from './comparison.ts';

/** What measuring the methods needs to know of a study. */
interface Measures {
  /** The network of step `train-<network>`. */
  readonly network: string;
  readonly dataset: string;
  /** The first so many images have their maps measured. */
  readonly images: number;
  /**
   * The first so many images are explained again and again: changed, and by random networks; without
   * it none are.
   */
  readonly imagesExplainedAgain?: number;
  /** How often each is changed and copied; see step `measure-methods`. */
  readonly explainedAgain?: { readonly neighbours: number; readonly copies: number };
  /** Changed images that sampling methods ask about, for each map. */
  readonly evaluations: number;
  /** The first so many images lose their pixels step by step. */
  readonly imagesRemoved: number;
  /** Without it nobody asks whether sampling methods repeat themselves. */
  readonly stability?: Stability;
  /** What counts as evidence; without it nothing is said of where relevance lies. */
  readonly evidence?: 'ink' | 'planted';
}

/** What asking whether sampling methods repeat themselves needs to know; see step `stability`. */
interface Stability {
  readonly images: number;
  readonly seeds?: number;
  readonly evaluations?: readonly number[];
  /** Exact Shapley values are enumerated: at most 16 cells. */
  readonly shapley: { readonly images: number; readonly cell: number };
}

/** Methods of which `comparisonSteps` makes the maps. */
const COMPARED = ['lime', 'kernel-shap', 'lrp'];
/** Methods that score grid cells. */
const ON_GRID = ['lime', 'kernel-shap', 'occlusion', 'permutation-shapley'];

/** The steps that measure all methods by all metrics, after those of `comparisonSteps`. */
export function measureSteps(measures: Measures): StudyStep[] {
  const { network, dataset, images, imagesExplainedAgain, imagesRemoved, evaluations } = measures;
  const { evidence, explainedAgain, stability } = measures;
  const others = METHODS.filter(({ id }) => !COMPARED.includes(id));
  const method = (id: string, title: string) => ({
    kind: 'method',
    id,
    title,
    maps: `explain-${id}`,
    ...(ON_GRID.includes(id) && { segmentPixels: CELL ** 2 }),
  });
  const compared = METHODS.filter(({ id }) => COMPARED.includes(id)).map(({ id, title }) =>
    method(id, title),
  );
  const controls = [
    { kind: 'control', id: 'random', title: 'Random pixels' },
    { kind: 'control', id: 'intensity', title: 'Intensity' },
    { kind: 'control', id: 'sobel', title: 'Sobel edges' },
    { kind: 'control', id: 'centred-gaussian', title: 'Centred Gaussian' },
  ];
  const rows = [
    ...compared,
    ...COMPOSITES.filter(({ id }) => !COMPARED.includes(id)).map(({ id, title }) =>
      method(id, title),
    ),
    ...others.map(({ id, title }) => method(id, title)),
    ...controls,
  ];
  return [
    ...others.map(({ id }) => ({
      name: `explain-${id}`,
      step: 'explain-by',
      parameters: { network, dataset, images, method: id, evaluations },
    })),
    {
      name: 'measure-maps',
      step: 'measure-maps',
      parameters: {
        network,
        dataset,
        images,
        ...(evidence && { evidence }),
        rows,
      },
    },
    { name: 'agreement', step: 'agreement', parameters: { network, dataset, images, rows } },
    ...(imagesExplainedAgain === undefined
      ? []
      : [
          {
            name: 'measure-methods',
            step: 'measure-methods',
            parameters: { network, dataset, images: imagesExplainedAgain, ...explainedAgain },
          },
        ]),
    {
      name: 'degradation-curves',
      step: 'degradation-curves',
      parameters: {
        network,
        dataset,
        images: imagesRemoved,
        rows: [
          ...compared,
          {
            kind: 'method',
            id: 'lrp-grid',
            title: 'LRP on grid cells',
            maps: 'explain-lrp',
            cell: CELL,
          },
          ...controls,
        ],
      },
    },
    ...(stability
      ? [
          {
            name: 'stability',
            step: 'stability',
            parameters: { network, dataset, published: evaluations, ...stability },
          },
        ]
      : []),
  ];
}
