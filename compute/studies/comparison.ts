import { METHODS } from '../explain/methods/index.ts';
import type { StudyStep } from '../pipeline/step.ts';

/** What explaining by the three methods needs to know of a study. */
interface Explained {
  /** The network of step `train-<network>`. */
  readonly network: string;
  readonly dataset: string;
  /** The first so many images are explained and degraded. */
  readonly images: number;
  /** LRP, which is fast, explains so many; by default as many as the others. */
  readonly imagesByLrp?: number;
  /** Coalitions evaluated for each image by LIME and by Kernel SHAP. */
  readonly evaluations: number;
  /** Indices of the images shown one by one. */
  readonly galleryImages: readonly number[];
}

/** What the comparison of explanation methods needs to know of a study. */
interface Comparison extends Explained {
  /** Whether noise is drawn for each channel too, beside noise that is alike in all of them. */
  readonly coloured?: boolean;
  /** Whether the images shown are also explained against the runner-up of the predicted class. */
  readonly contrasts?: boolean;
  /** Whether the images shown are also explained by all further methods, with as many evaluations. */
  readonly galleryOthers?: boolean;
}

/** Side of the grid cells on which LIME and Kernel SHAP work. */
export const CELL = 4;

/**
 * LRP composites, as the literature recommends them; the first stands for LRP in the comparison and
 * was chosen before any result was seen (Montavon et al. 2019, section 10.3).
 */
export const COMPOSITES = [
  { id: 'lrp', composite: 'epsilonGammaBox', title: 'LRP' },
  { id: 'lrp-epsilon-plus', composite: 'epsilonPlus', title: 'LRP (ε, z+)' },
  { id: 'lrp-epsilon', composite: 'epsilon', title: 'LRP (ε everywhere)' },
  { id: 'lrp-alpha2-beta1', composite: 'epsilonAlpha2Beta1', title: 'LRP (ε, α2β1)' },
] as const;

/** Methods whose maps of chosen images are shown side by side, with the steps that make the maps. */
const SHOWN_METHODS = [
  { id: 'lime', title: 'LIME', maps: 'explain-lime' },
  { id: 'kernel-shap', title: 'Kernel SHAP', maps: 'explain-kernel-shap' },
  { id: 'lrp', title: 'LRP', maps: 'explain-lrp' },
];

/** Further methods of which chosen images have maps: other composites of LRP, then the rest of all. */
const OTHER_METHODS = [
  ...COMPOSITES.map(({ id, title, composite }) => ({ id, title, composite })),
  ...METHODS.map(({ id }) => ({ id })),
].filter(({ id }) => SHOWN_METHODS.every((shown) => shown.id !== id));

const ALL_ROWS = [
  method('lime', 'LIME', 'explain-lime'),
  method('kernel-shap', 'Kernel SHAP', 'explain-kernel-shap'),
  ...COMPOSITES.map(({ id, title }) => method(id, title, `explain-${id}`)),
  { ...method('lrp-grid', 'LRP on grid cells', 'explain-lrp'), cell: CELL },
  control('random', 'Random pixels'),
  control('intensity', 'Intensity'),
  control('sobel', 'Sobel edges'),
  control('centred-gaussian', 'Centred Gaussian'),
];

/** The steps that explain one network by LIME, Kernel SHAP and LRP. */
export function explainSteps(explained: Explained): StudyStep[] {
  const { network, dataset, images, imagesByLrp = images, evaluations, galleryImages } = explained;
  const first = (count: number) => {
    const further = galleryImages.filter((index) => index >= count);
    return { network, dataset, images: count, ...(further.length > 0 && { further }) };
  };
  return [
    ...['explain-lime', 'explain-kernel-shap'].map((step) => ({
      name: step,
      step,
      parameters: { ...first(images), cell: CELL, evaluations },
    })),
    ...COMPOSITES.map(({ id, composite }) => ({
      name: `explain-${id}`,
      step: 'explain-lrp',
      parameters: { ...first(imagesByLrp), composite },
    })),
  ];
}

/**
 * The steps that explain one network by all three methods, degrade the images by their maps and by
 * controls, and show chosen images: the same for every data set.
 */
export function comparisonSteps(comparison: Comparison): StudyStep[] {
  const { network, dataset, images, evaluations, galleryImages } = comparison;
  const { coloured, contrasts, galleryOthers } = comparison;
  const explained = { network, dataset, images };
  return [
    ...explainSteps(comparison),
    {
      name: 'gallery',
      step: 'gallery',
      parameters: {
        network,
        dataset,
        images: galleryImages,
        methods: SHOWN_METHODS,
      },
    },
    ...(galleryOthers
      ? [
          {
            name: 'gallery-others',
            step: 'gallery-others',
            parameters: {
              network,
              dataset,
              images: galleryImages,
              methods: OTHER_METHODS,
              evaluations,
            },
          },
        ]
      : []),
    ...(contrasts
      ? [
          {
            name: 'contrasts',
            step: 'contrast',
            parameters: { network, dataset, images: galleryImages, methods: SHOWN_METHODS },
          },
        ]
      : []),
    {
      name: 'hardest',
      step: 'hardest-images',
      parameters: {
        network,
        dataset,
        methods: [{ id: 'lrp', title: 'LRP', maps: 'explain-lrp' }],
      },
    },
    {
      name: 'conservation',
      step: 'conservation',
      parameters: {
        network,
        dataset,
        images: galleryImages,
        composites: COMPOSITES.map(({ id, composite, title }) => ({ id, composite, title })),
      },
    },
    {
      name: 'degrade',
      step: 'degrade',
      parameters: { ...explained, rows: ALL_ROWS },
    },
    ...(coloured
      ? [
          {
            name: 'degrade-per-channel',
            step: 'degrade',
            parameters: {
              ...explained,
              fill: 'salt-and-pepper-per-channel',
              rows: ALL_ROWS,
              variant: 'per-channel',
            },
          },
        ]
      : []),
  ];
}

function method(id: string, title: string, maps: string) {
  return { kind: 'method', id, title, maps };
}

function control(id: string, title: string) {
  return { kind: 'control', id, title };
}
