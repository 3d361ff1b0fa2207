import type { Architecture } from '../networks/architecture.ts';
import { narrowCifar10 } from '../networks/architectures/cifar10.ts';
import { mnist2021 } from '../networks/architectures/mnist2021.ts';
import type { Study, StudyStep } from '../pipeline/step.ts';
import { CIFAR_SETTINGS } from './cifarSettings.ts';
import { FIGURES_2021, figure2021 } from './published2021.ts';
import { degradedSteps, replicationSteps } from './replicationSteps.ts';

const REPOSITORY_2021 = 'github.com/arm-on/interpretable-image-classification';

/** The network as Keras knew it: of colour images. */
const COLOUR_MNIST_2021: Architecture = {
  ...mnist2021,
  inputShape: [28, 28, 3],
  layers: mnist2021.layers.filter(({ type }) => type !== 'repeatChannels'),
};

/** What was done to the pixels in 2021, whatever the method. */
const RANKING = ['ties', 'area', 'fill'];

/** How 2021 standardised CIFAR-10, in pixels of 0 … 1: a pixel set to 0 shows the mean. */
const SEEN_2021 = { mean: 0.47336, deviation: 0.25157 };

const CIFAR_IMAGES = 1000;

/** LIME on CIFAR-10 as in 2021. */
const CIFAR_LIME = {
  method: 'lime' as const,
  title: 'LIME',
  published: figure2021('cifar10-lime'),
  faults: ['segments', 'hidden', 'output', ...RANKING],
  maps: { seen: SEEN_2021 },
  degradation: { constant: SEEN_2021.mean },
};

/** Epochs of the networks that are trained to be compared with each other only. */
const NARROW_EPOCHS = 10;

/**
 * The network of this report had squares of the mean colour laid over its training images. 2021 filled
 * with that very colour, and its network had never seen it: two more networks, alike in all else, tell
 * what that is worth.
 */
const { cutout, ...withoutCutout } = CIFAR_SETTINGS.augmentation!;
const NARROW_NETWORKS = [
  {
    id: 'narrow-cutout',
    title: 'Half as wide, with cutout',
    augmentation: { ...withoutCutout, cutout },
  },
  { id: 'narrow-plain', title: 'Half as wide, without', augmentation: withoutCutout },
];

const networkSteps: StudyStep[] = NARROW_NETWORKS.flatMap(({ id, augmentation }) => [
  {
    name: `train-${id}`,
    step: 'train',
    parameters: {
      network: id,
      architecture: narrowCifar10,
      dataset: 'cifar-10/train',
      test: 'cifar-10/test',
      settings: { ...CIFAR_SETTINGS, epochs: NARROW_EPOCHS, augmentation },
    },
  },
  ...degradedSteps(CIFAR_LIME, `${CIFAR_LIME.method}-${id}`, {
    network: id,
    dataset: 'cifar-10/test',
    images: CIFAR_IMAGES,
    worlds: 'of-2021',
  }),
]);

/** The comparison of 2021, again, and corrected one fault at a time. */
export const replication: Study = {
  id: 'replication',
  title: 'The 2021 study, replicated',
  seed: 2021,
  steps: [
    { name: 'published', step: 'quote-published', parameters: { figures: FIGURES_2021 } },
    {
      name: 'train-2021',
      step: 'published-network',
      parameters: {
        network: '2021',
        study: 'mnist',
        published: '2021',
        sha256: '6fc41b897767b9e0c6a17f640d7bace1d71ab318b0be67d71741d670e7f74a25',
      },
    },
    {
      name: 'train-original',
      step: 'keras-network',
      parameters: {
        network: 'original',
        file: '2021/mnist.h5',
        sha256: '7aa4ab83878de0d34814d94d8e31e3583d932756c3422d3b7d83610ea7a34664',
        origin: `${REPOSITORY_2021}, models/mnist.h5`,
        seen: { repeat: 3 },
      },
    },
    {
      name: 'evaluate-original',
      step: 'evaluate',
      parameters: { network: 'original', training: 'mnist/train', test: 'mnist/test' },
    },
    // For LRP the network was trained once more, for another version of the library.
    {
      name: 'train-original-lrp',
      step: 'keras-network',
      parameters: {
        network: 'original-lrp',
        file: '2021/mnist_model.h5',
        sha256: '45439692ebd7cbdf22e79a29b1d7ed6596a72be1a6a29a774e29cfe5d14e85b6',
        origin: `${REPOSITORY_2021}, models/mnist_model.h5`,
        architecture: COLOUR_MNIST_2021,
        seen: { repeat: 3 },
      },
    },
    ...replicationSteps({
      name: 'mnist',
      dataset: 'mnist/test',
      network: '2021',
      images: 1000,
      imagesExamined: 200,
      methods: [
        {
          method: 'lime',
          title: 'LIME',
          original: 'original',
          published: figure2021('mnist-lime'),
          faults: ['segments', 'hidden', 'output', ...RANKING],
        },
        {
          method: 'kernel-shap',
          title: 'Kernel SHAP',
          original: 'original',
          published: figure2021('mnist-kernel-shap'),
          faults: ['segments', 'hidden', 'selection', 'output', ...RANKING],
        },
        {
          method: 'lrp',
          title: 'LRP',
          original: 'original-lrp',
          published: figure2021('mnist-lrp'),
          faults: ['map', 'rule', 'index', ...RANKING],
        },
      ],
    }),
    {
      name: 'train-whitened',
      step: 'published-network',
      parameters: {
        network: 'whitened',
        study: 'cifar10',
        published: 'whitened',
        sha256: 'b9567ddc59a9043e4867fc4dadfa3f064b38bd712644c65fd65911ea42d2ad1a',
      },
    },
    // The weights of 2021 are lost, and so is the notebook of Kernel SHAP: what it did is not known.
    ...replicationSteps({
      name: 'cifar10',
      dataset: 'cifar-10/test',
      network: 'whitened',
      images: CIFAR_IMAGES,
      imagesExamined: 200,
      methods: [
        CIFAR_LIME,
        {
          method: 'lrp',
          title: 'LRP',
          published: figure2021('cifar10-lrp'),
          faults: ['rule', 'channels', ...RANKING],
          maps: { stabiliser: 1e-4 },
          degradation: { constant: SEEN_2021.mean },
        },
      ],
    }),
    ...networkSteps,
    {
      name: 'compare-networks-lime',
      step: 'compare-networks',
      parameters: {
        name: 'cifar10-lime',
        dataset: 'cifar-10/test',
        method: CIFAR_LIME.method,
        faults: CIFAR_LIME.faults,
        images: CIFAR_IMAGES,
        networks: [
          {
            id: 'whitened',
            title: 'Of this report, with cutout',
            degraded: 'degrade-lime-cifar10',
          },
          ...NARROW_NETWORKS.map(({ id, title }) => ({
            id,
            title,
            degraded: `degrade-lime-${id}`,
          })),
        ],
      },
    },
  ],
};
