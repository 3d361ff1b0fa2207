import type { Study, StudyStep } from '../../../../compute/pipeline/step.ts';

/** Images of two pieces of evidence, and the same with a mark. */
const PAIR = 'planted-pair/test';
const MARKED = 'planted-shortcut-100/test';
const EXPLAINED = { network: 'pair', dataset: PAIR, images: 4 };

const rows = [
  { kind: 'method', id: 'lrp', title: 'LRP', maps: 'explain-lrp' },
  { kind: 'control', id: 'random', title: 'Random pixels' },
];

const training = (network: string, dataset: string): StudyStep => ({
  name: `train-${network}`,
  step: 'train',
  parameters: {
    network,
    architecture: {
      name: 'linear',
      inputShape: [32, 32, 1],
      classes: 10,
      layers: [{ type: 'flatten' }, { type: 'dense', units: 10, bias: true }],
    },
    dataset,
    settings: {
      epochs: 1,
      batchSize: 20,
      initialisation: 'he',
      optimiser: { type: 'adam', learningRate: 0.01 },
    },
  },
});

const explaining = (name: string, of: object): StudyStep => ({
  name,
  step: 'explain-lrp',
  parameters: { ...of, composite: 'epsilon' },
});

/** Maps held against evidence that is known. */
export const planted: Study = {
  id: 'planted',
  title: 'A small study of planted evidence',
  seed: 6,
  steps: [
    training('pair', PAIR),
    training('marked', MARKED),
    explaining('explain-lrp', EXPLAINED),
    explaining('explain-lrp-marked', { ...EXPLAINED, network: 'marked', dataset: MARKED }),
    { name: 'evidence', step: 'evidence-maps', parameters: { ...EXPLAINED, blockSize: 2 } },
    {
      name: 'localise',
      step: 'localise',
      parameters: { ...EXPLAINED, bootstrapResamples: 20, rows },
    },
    {
      name: 'truth-agreement',
      step: 'truth-agreement',
      parameters: {
        ...EXPLAINED,
        bootstrapResamples: 20,
        rows: [
          ...rows,
          { kind: 'method', id: 'evidence', title: 'the evidence', maps: 'evidence' },
        ],
      },
    },
    {
      name: 'specimens',
      step: 'specimens',
      parameters: {
        name: 'pair',
        gallery: {
          network: 'pair',
          dataset: PAIR,
          images: [0, 2],
          columns: 2,
          magnification: 1,
          methods: [
            { id: 'evidence', title: 'the evidence', maps: 'evidence' },
            { id: 'lrp', title: 'LRP', maps: 'explain-lrp' },
          ],
        },
      },
    },
    {
      name: 'part-shapley',
      step: 'part-shapley',
      parameters: {
        ...EXPLAINED,
        images: 2,
        blockSize: 1,
        fill: 0.5,
        evaluations: 16,
        bootstrapResamples: 20,
        rows: [{ id: 'lrp', title: 'LRP', maps: 'explain-lrp' }],
      },
    },
    {
      name: 'shortcut',
      step: 'shortcut',
      parameters: {
        clean: PAIR,
        images: 4,
        bootstrapResamples: 20,
        networks: [
          { network: 'pair', rate: 0, dataset: PAIR, rows },
          {
            network: 'marked',
            rate: 1,
            dataset: MARKED,
            rows: [{ ...rows[0], maps: 'explain-lrp-marked' }, rows[1]],
          },
        ],
      },
    },
  ],
};
