import type { Study, StudyStep } from '../../../../compute/pipeline/step.ts';

const PIXELS = 64;
const NETWORKS = 3;
const HELD_OUT = 16;
const EXPLAINED = { network: 'bayes', dataset: 'bright/test', images: 4 };

const ENTROPY = { type: 'score', score: 'entropy', coverage: 0.9 };
const MEDIAN = { type: 'median', threshold: 0.2 };
const rule = (of: typeof ENTROPY | typeof MEDIAN) => ({ id: of.type, title: of.type, rule: of });

const TRAINING = {
  epochs: 2,
  batchSize: 12,
  heldOutImages: HELD_OUT,
  optimiser: { type: 'adam', learningRate: 0.02 },
};

const asking = (name: string, asked: object): StudyStep => ({
  name: `ask-${name}`,
  step: 'ask',
  parameters: {
    asked,
    pixels: PIXELS,
    sets: [
      { id: 'test', title: 'Test', type: 'dataset', dataset: 'bright/test' },
      {
        id: 'held-out',
        title: 'Held out',
        type: 'held-out',
        dataset: 'bright/test',
        heldOutImages: HELD_OUT,
      },
      { id: 'noise', title: 'Noise', type: 'noise', noise: 'uniform', images: 12 },
      {
        id: 'rotated',
        title: 'Turned',
        type: 'rotated',
        dataset: 'bright/test',
        images: 4,
        angles: [0, 90],
      },
    ],
  },
});

const PREDICTORS = ['bayes', 'member'].map((id) => ({ id, title: id, answers: `ask-${id}` }));

/** Networks that may refuse to answer, one sampled and one trained. */
export const bayesian: Study = {
  id: 'bayesian',
  title: 'A small study of refusals',
  seed: 5,
  steps: [
    {
      name: 'train-bayes',
      step: 'train-bayesian',
      parameters: {
        network: 'bayes',
        sizes: [PIXELS, 6, 2],
        dataset: 'bright/test',
        settings: {
          ...TRAINING,
          start: { type: 'he', rho: -4.5 },
          prior: { type: 'normal', deviation: 0.5 },
          estimator: 'local',
          kl: 'exact',
        },
      },
    },
    {
      name: 'train-member',
      step: 'train-member',
      parameters: {
        network: 'member',
        architecture: {
          name: 'perceptron',
          inputShape: [8, 8, 1],
          classes: 2,
          layers: [{ type: 'flatten' }, { type: 'dense', units: 2, bias: true }],
        },
        dataset: 'bright/test',
        settings: { ...TRAINING, initialisation: 'he' },
      },
    },
    asking('bayes', { type: 'sampled', network: 'bayes', networks: NETWORKS }),
    asking('member', { type: 'trained', networks: ['member'] }),
    {
      name: 'assess-uncertainty',
      step: 'assess-uncertainty',
      parameters: {
        dataset: 'bright/test',
        predictors: PREDICTORS.map((own) => ({
          ...own,
          scores: [{ score: 'entropy', title: 'entropy' }],
        })),
        rules: [ENTROPY, MEDIAN].map((of) => ({ ...rule(of), predictor: 'bayes' })),
        coverage2021: 0.9,
        curvePoints: 5,
        bootstrapResamples: 20,
      },
    },
    {
      name: 'assess-unfamiliar',
      step: 'assess-unfamiliar',
      parameters: {
        sets: [{ id: 'noise', title: 'Noise' }],
        rotated: { id: 'rotated', angles: [0, 90] },
        predictors: PREDICTORS.map((own) => ({ ...own, rules: [rule(ENTROPY)] })),
        histogramBins: 4,
      },
    },
    {
      name: 'quantise-bayes',
      step: 'quantise-posterior',
      parameters: {
        network: 'bayes',
        answers: 'ask-bayes',
        dataset: 'bright/test',
        networks: NETWORKS,
      },
    },
    {
      name: 'compress-bayes',
      step: 'compress-posterior',
      parameters: {
        network: 'bayes',
        rounded: 'quantise-bayes',
        weighedBy: { dataset: 'bright/test', images: 24 },
        dataset: 'bright/test',
        networks: NETWORKS,
        meanStep: 0.5,
      },
    },
    {
      name: 'explain-lrp',
      step: 'explain-lrp',
      parameters: { ...EXPLAINED, composite: 'epsilon' },
    },
    {
      name: 'doubt',
      step: 'doubt',
      parameters: {
        ...EXPLAINED,
        networks: NETWORKS,
        blockSize: 2,
        rankings: [
          { kind: 'method', id: 'lrp', title: 'LRP', maps: 'explain-lrp' },
          { kind: 'control', id: 'random', title: 'Random pixels' },
        ],
        shares: [0, 0.5, 1],
        answers: 'ask-bayes',
        rules: [rule(ENTROPY)],
        bootstrapResamples: 20,
      },
    },
  ],
};
