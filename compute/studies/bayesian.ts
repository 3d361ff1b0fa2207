import type { Architecture } from '../networks/architecture.ts';
import type { Study, StudyStep } from '../pipeline/step.ts';
import type { BayesianSettingsInput } from '../steps/bayesian/trainBayesianParameters.ts';
import type { TrainingSettingsInput } from '../training/settings.ts';

/** Share of the 10,000 test images that the study of 2021 answered: all but 1,242. */
const COVERAGE_2021 = 0.8758;

const NETWORKS = 100;
const PIXELS = 784;

/** Training images that no network learns from: thresholds are chosen on them. */
const HELD_OUT = 5000;

/** Training images are shifted by at most so many pixels each way. */
const SHIFT = 1;

/**
 * As in 2021: one hidden layer, all starting points drawn from N(0, 1), and a KL term that is
 * estimated from the same draw of weights and counts in full for every batch of 128 images.
 */
const SETTINGS_2021: BayesianSettingsInput = {
  epochs: 5,
  batchSize: 128,
  start: { type: 'standard-normal' },
  prior: { type: 'normal', deviation: 1 },
  estimator: 'weights',
  kl: 'sampled',
  klPer: 'batch',
  optimiser: { type: 'adam', learningRate: 0.01, epsilon: 1e-8 },
};

/** Chosen on held-out training images. */
const SETTINGS: BayesianSettingsInput = {
  epochs: 12,
  batchSize: 500,
  heldOutImages: HELD_OUT,
  start: { type: 'he', rho: -4.5 },
  prior: { type: 'normal', deviation: 0.1 },
  estimator: 'local',
  kl: 'exact',
  // A cold posterior (Wenzel et al. 2020, How good is the Bayes posterior in deep neural networks
  // really?): hotter ones were less sure than they were right.
  temperature: 0.03,
  klAnnealing: { type: 'linear', until: 0.25 },
  optimiser: { type: 'adam', learningRate: 0.003 },
  schedule: { type: 'cosine', warmUp: 0.03 },
  augmentation: { shift: SHIFT },
};

/** The same perceptron with definite weights, alone and five of it together. */
const MEMBER_SETTINGS: TrainingSettingsInput = {
  epochs: 12,
  batchSize: 250,
  heldOutImages: HELD_OUT,
  initialisation: 'he',
  optimiser: { type: 'adam', learningRate: 0.002 },
  schedule: { type: 'cosine', warmUp: 0.05 },
  augmentation: { shift: SHIFT },
};

const MEMBERS = ['member-1', 'member-2', 'member-3', 'member-4', 'member-5'] as const;

const perceptron: Architecture = {
  name: 'perceptron',
  inputShape: [28, 28, 1],
  classes: 10,
  layers: [
    { type: 'flatten' },
    { type: 'dense', units: 400, bias: true },
    { type: 'relu' },
    { type: 'dense', units: 400, bias: true },
    { type: 'relu' },
    { type: 'dense', units: 10, bias: true },
  ],
};

const ANGLES = Array.from({ length: 13 }, (_, step) => 15 * step);

const TEST = { id: 'test', title: 'MNIST', type: 'dataset', dataset: 'mnist/test' };
const HELD_OUT_SET = {
  id: 'held-out',
  title: 'MNIST, held out',
  type: 'held-out',
  dataset: 'mnist/train',
  heldOutImages: HELD_OUT,
};
const ROTATED = {
  id: 'rotated',
  title: 'MNIST, turned',
  type: 'rotated',
  dataset: 'mnist/test',
  images: 1000,
  angles: ANGLES,
};
const UNFAMILIAR = [
  { id: 'fashion-mnist', title: 'Fashion-MNIST', type: 'dataset', dataset: 'fashion-mnist/test' },
  { id: 'kmnist', title: 'KMNIST', type: 'dataset', dataset: 'kmnist/test' },
  { id: 'noise', title: 'Uniform noise', type: 'noise', noise: 'uniform', images: 1000 },
  {
    id: 'salt-and-pepper',
    title: 'Salt and pepper',
    type: 'noise',
    noise: 'salt-and-pepper',
    images: 1000,
  },
  { id: 'blank', title: 'Blank', type: 'blank', images: 256 },
] as const;

const asking = (name: string, asked: object): StudyStep => ({
  name: `ask-${name}`,
  step: 'ask',
  parameters: {
    asked,
    pixels: PIXELS,
    sets: [TEST, HELD_OUT_SET, ...UNFAMILIAR, ROTATED],
  },
});

/** The three rules at the coverage of 2021, and the entropy rule at a coverage of our own. */
const OWN_COVERAGE = 0.95;
const entropyRule = (coverage: number) => ({ type: 'score', score: 'entropy', coverage });
const MEDIAN_RULE = { type: 'median', threshold: 0.2 };

const PREDICTORS = [
  { id: 'bayes-2021', title: 'Bayesian, as in 2021', answers: 'ask-bayes-2021' },
  { id: 'bayes', title: 'Bayesian', answers: 'ask-bayes' },
  { id: 'single', title: 'Single network', answers: 'ask-single' },
  { id: 'ensemble', title: 'Ensemble of five', answers: 'ask-ensemble' },
] as const;

const SCORE_TITLES = {
  entropy: 'entropy',
  'mutual-information': 'mutual information',
  confidence: 'confidence',
} as const;

function scoresOf(predictor: string) {
  const scores =
    predictor === 'single'
      ? (['confidence', 'entropy'] as const)
      : (['entropy', 'mutual-information', 'confidence'] as const);
  return scores.map((score) => ({ score, title: SCORE_TITLES[score] }));
}

/** Rules that are held against each other on the test images. */
const RULES = [
  { id: 'median-2021', predictor: 'bayes-2021', title: 'Rule of 2021', rule: MEDIAN_RULE },
  { id: 'median', predictor: 'bayes', title: 'Rule of 2021', rule: MEDIAN_RULE },
  ...[COVERAGE_2021, OWN_COVERAGE].flatMap((coverage) => {
    const suffix = coverage === COVERAGE_2021 ? '-as-2021' : '';
    return [
      { predictor: 'bayes', score: 'entropy', title: 'Entropy' },
      { predictor: 'bayes', score: 'mutual-information', title: 'Mutual information' },
      { predictor: 'ensemble', score: 'entropy', title: 'Entropy' },
      { predictor: 'single', score: 'confidence', title: 'Confidence' },
    ].map(({ predictor, score, title }) => ({
      id: `${predictor}-${score}${suffix}`,
      predictor,
      title,
      rule: { type: 'score', score, coverage },
    }));
  }),
];

const EXPLAINED = { network: 'bayes', dataset: 'mnist/test', images: 500 };

/** MNIST by networks whose weights are distributions, and which may refuse to answer. */
export const bayesian: Study = {
  id: 'bayesian',
  title: 'A network that may say “I don’t know”',
  seed: 2021,
  steps: [
    {
      name: 'train-bayes-2021',
      step: 'train-bayesian',
      parameters: {
        network: 'bayes-2021',
        sizes: [PIXELS, 1024, 10],
        dataset: 'mnist/train',
        settings: SETTINGS_2021,
      },
    },
    {
      name: 'train-bayes',
      step: 'train-bayesian',
      parameters: {
        network: 'bayes',
        sizes: [PIXELS, 400, 400, 10],
        dataset: 'mnist/train',
        settings: SETTINGS,
      },
    },
    ...MEMBERS.map((network) => ({
      name: `train-${network}`,
      step: 'train-member',
      parameters: {
        network,
        architecture: perceptron,
        dataset: 'mnist/train',
        settings: MEMBER_SETTINGS,
      },
    })),
    asking('bayes-2021', { type: 'sampled', network: 'bayes-2021', networks: NETWORKS }),
    asking('bayes', { type: 'sampled', network: 'bayes', networks: NETWORKS }),
    asking('single', { type: 'trained', networks: [MEMBERS[0]] }),
    asking('ensemble', { type: 'trained', networks: MEMBERS }),
    {
      name: 'assess-uncertainty',
      step: 'assess-uncertainty',
      parameters: {
        dataset: 'mnist/test',
        predictors: PREDICTORS.map((own) => ({ ...own, scores: scoresOf(own.id) })),
        rules: RULES,
        coverage2021: COVERAGE_2021,
      },
    },
    {
      name: 'assess-unfamiliar',
      step: 'assess-unfamiliar',
      parameters: {
        sets: UNFAMILIAR.map(({ id, title }) => ({ id, title })),
        rotated: { id: ROTATED.id, angles: ANGLES },
        predictors: PREDICTORS.map((own) => ({
          ...own,
          rules: RULES.filter(
            ({ id, predictor }) => predictor === own.id && !id.endsWith('-as-2021'),
          ).map(({ id, title, rule }) => ({ id, title, rule })),
        })),
      },
    },
    {
      name: 'quantise-bayes',
      step: 'quantise-posterior',
      parameters: {
        network: 'bayes',
        answers: 'ask-bayes',
        dataset: 'mnist/test',
        networks: NETWORKS,
      },
    },
    {
      name: 'compress-bayes',
      step: 'compress-posterior',
      parameters: {
        network: 'bayes',
        rounded: 'quantise-bayes',
        weighedBy: { dataset: 'mnist/train', images: 10_000 },
        dataset: 'mnist/test',
        networks: NETWORKS,
        meanStep: 2,
      },
    },
    {
      name: 'explain-lrp',
      step: 'explain-lrp',
      parameters: { ...EXPLAINED, composite: 'epsilonGammaBox' },
    },
    {
      name: 'explain-lime',
      step: 'explain-lime',
      parameters: { ...EXPLAINED, evaluations: 1000 },
    },
    {
      name: 'explain-kernel-shap',
      step: 'explain-kernel-shap',
      parameters: { ...EXPLAINED, evaluations: 1000 },
    },
    {
      name: 'doubt',
      step: 'doubt',
      parameters: {
        ...EXPLAINED,
        networks: NETWORKS,
        rankings: [
          { kind: 'method', id: 'lrp', title: 'LRP', maps: 'explain-lrp' },
          { kind: 'method', id: 'lime', title: 'LIME', maps: 'explain-lime' },
          { kind: 'method', id: 'kernel-shap', title: 'Kernel SHAP', maps: 'explain-kernel-shap' },
          { kind: 'control', id: 'random', title: 'Random pixels' },
        ],
        shares: [0, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1],
        answers: 'ask-bayes',
        rules: [
          { id: 'entropy', title: 'Entropy', rule: entropyRule(OWN_COVERAGE) },
          { id: 'median', title: 'Rule of 2021', rule: MEDIAN_RULE },
        ],
      },
    },
  ],
};
