import { SHORTCUT_RATES } from '../datasets/planted/plantedSets.ts';
import { planted as network } from '../networks/architectures/planted.ts';
import type { Study, StudyStep } from '../pipeline/step.ts';
import type { TrainingSettingsInput } from '../training/settings.ts';
import { COMPOSITES } from './comparison.ts';

/** Images explained by every method, where intervals are wanted, and in the case of the shortcut. */
const EXPLAINED = 500;
const EXPLAINED_SHORTCUT = 100;

/** Coalitions of 64 grid cells evaluated for each image, by LIME and by Kernel SHAP. */
const EVALUATIONS = 192;
const CELL = 4;

/** What a hidden cell shows: the grey of backgrounds. Black would be a glyph of the `absence` kind. */
const GREY = 0.5;

function settings(epochs: number): TrainingSettingsInput {
  return {
    epochs,
    batchSize: 32,
    initialisation: 'he',
    optimiser: { type: 'adam', learningRate: 0.006 },
    schedule: { type: 'cosine', warmUp: 0.05, end: 0.02 },
  };
}

/** A network that learns one variant, named as the variant. */
export function trained(variant: string, trainingImages = 4000, epochs = 2): StudyStep[] {
  const [training, test] = [`planted-${variant}/train`, `planted-${variant}/test`];
  return [
    {
      name: `train-${variant}`,
      step: 'train',
      parameters: {
        network: variant,
        architecture: network,
        dataset: training,
        trainingImages,
        test,
        settings: settings(epochs),
      },
    },
    {
      name: `evaluate-${variant}`,
      step: 'evaluate',
      parameters: { network: variant, training, trainingImages, test },
    },
  ];
}

/** The steps that explain a network, their names ending in `suffix`. */
function explained(
  suffix: string,
  {
    network: explainedNetwork,
    dataset,
    images,
  }: { network: string; dataset: string; images: number },
  composites: readonly (typeof COMPOSITES)[number][] = COMPOSITES,
): StudyStep[] {
  const common = { network: explainedNetwork, dataset, images };
  const game = { cell: CELL, evaluations: EVALUATIONS, fill: GREY };
  return [
    {
      name: `explain-lime-${suffix}`,
      step: 'explain-lime',
      parameters: { ...common, ...game },
    },
    {
      name: `explain-kernel-shap-${suffix}`,
      step: 'explain-kernel-shap',
      parameters: { ...common, ...game },
    },
    ...composites.map(({ id, composite }) => ({
      name: `explain-${id}-${suffix}`,
      step: 'explain-lrp',
      parameters: { ...common, composite, batchSize: 100 },
    })),
  ];
}

const methods = (suffix: string) => [
  { kind: 'method', id: 'lime', title: 'LIME', maps: `explain-lime-${suffix}` },
  {
    kind: 'method',
    id: 'kernel-shap',
    title: 'Kernel SHAP',
    maps: `explain-kernel-shap-${suffix}`,
  },
];

const lrpMethods = (suffix: string, composites: readonly (typeof COMPOSITES)[number][]) =>
  composites.map(({ id, title }) => ({
    kind: 'method',
    id,
    title,
    maps: `explain-${id}-${suffix}`,
  }));

const controls = [
  { kind: 'control', id: 'random', title: 'Random pixels' },
  { kind: 'control', id: 'intensity', title: 'Intensity' },
  { kind: 'control', id: 'sobel', title: 'Sobel edges' },
  { kind: 'control', id: 'centred-gaussian', title: 'Centred Gaussian' },
];

/** Methods and controls of a variant, LRP also on the grid of the other methods. */
function rankings(variant: string) {
  return [
    ...methods(variant),
    ...lrpMethods(variant, COMPOSITES),
    {
      kind: 'method',
      id: 'lrp-grid',
      title: 'LRP on grid cells',
      maps: `explain-lrp-${variant}`,
      cell: CELL,
    },
    ...controls,
  ];
}

/** Explains one variant and holds the maps against its evidence. */
function heldAgainstTruth(variant: string): StudyStep[] {
  const dataset = `planted-${variant}/test`;
  const images = { network: variant, dataset, images: EXPLAINED };
  return [
    ...explained(variant, images),
    { name: `evidence-${variant}`, step: 'evidence-maps', parameters: images },
    {
      name: `localise-${variant}`,
      step: 'localise',
      parameters: {
        ...images,
        rows: [
          ...rankings(variant),
          {
            kind: 'reference',
            id: 'evidence-grid',
            title: 'The evidence on grid cells',
            cell: CELL,
          },
        ],
      },
    },
    {
      name: `truth-agreement-${variant}`,
      step: 'truth-agreement',
      parameters: { ...images, rows: rankings(variant) },
    },
    {
      name: `specimens-${variant}`,
      step: 'specimens',
      parameters: {
        name: variant,
        gallery: {
          network: variant,
          dataset,
          images: [0, 11, 22, 33, 44, 55],
          columns: 6,
          methods: [
            { id: 'evidence', title: 'the evidence', maps: `evidence-${variant}` },
            { id: 'lime', title: 'LIME', maps: `explain-lime-${variant}` },
            { id: 'kernel-shap', title: 'Kernel SHAP', maps: `explain-kernel-shap-${variant}` },
            { id: 'lrp', title: 'LRP', maps: `explain-lrp-${variant}` },
          ],
        },
      },
    },
  ];
}

/** Networks that met a mark in training, and one that never did, explained on marked images. */
const SHORTCUTS = [
  { network: 'single', rate: 0, dataset: `planted-shortcut-${SHORTCUT_RATES[0]}/test` },
  ...SHORTCUT_RATES.map((percent) => ({
    network: `shortcut-${percent}`,
    rate: percent / 100,
    dataset: `planted-shortcut-${percent}/test`,
  })),
];

const SHORTCUT_COMPOSITES = COMPOSITES.filter(({ id }) => id === 'lrp' || id === 'lrp-epsilon');

function shortcutSteps(): StudyStep[] {
  const suffixOf = (name: string) => (name === 'single' ? 'unmarked' : name);
  return [
    ...SHORTCUT_RATES.flatMap((percent) => trained(`shortcut-${percent}`)),
    ...SHORTCUTS.flatMap(({ network: name, dataset }) =>
      explained(
        suffixOf(name),
        { network: name, dataset, images: EXPLAINED_SHORTCUT },
        SHORTCUT_COMPOSITES,
      ),
    ),
    {
      name: 'shortcut',
      step: 'shortcut',
      parameters: {
        clean: 'planted-single/test',
        images: EXPLAINED_SHORTCUT,
        networks: SHORTCUTS.map(({ network: name, rate, dataset }) => ({
          network: name,
          rate,
          dataset,
          rows: [
            ...methods(suffixOf(name)),
            ...lrpMethods(suffixOf(name), SHORTCUT_COMPOSITES),
            ...controls,
          ],
        })),
      },
    },
  ];
}

/**
 * Images whose evidence is known by construction, networks that learn them within seconds, and every
 * method held against the truth. Needs no data and is computed live on any machine.
 */
export const planted: Study = {
  id: 'planted',
  title: 'Planted evidence',
  seed: 20,
  // The engine that every machine has, so that all get the same bytes.
  engine: 'wasm',
  live: true,
  steps: [
    ...trained('single'),
    ...trained('blank'),
    ...trained('pair', 6000, 4),
    ...trained('absence'),
    ...['single', 'pair', 'absence'].flatMap(heldAgainstTruth),
    {
      name: 'part-shapley-pair',
      step: 'part-shapley',
      parameters: {
        network: 'pair',
        dataset: 'planted-pair/test',
        images: EXPLAINED,
        fill: GREY,
        evaluations: 64,
        rows: [...methods('pair'), ...lrpMethods('pair', COMPOSITES)].map(
          ({ id, title, maps }) => ({
            id,
            title,
            maps,
          }),
        ),
      },
    },
    ...shortcutSteps(),
  ],
};
