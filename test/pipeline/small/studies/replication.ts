import type { Study, StudyStep } from '../../../../compute/pipeline/step.ts';
import { FIGURES_2021 } from '../../../../compute/studies/published2021.ts';
import { trainTiny } from './comparison.ts';

const NAME = 'bright';
const METHOD = 'lime';
const FAULTS = ['segments', 'hidden', 'output', 'ties', 'fill'];
const IMAGES = 4;
const BLOCK = 2;
const NOISE_SEEDS = 2;
const EVALUATIONS = 12;
const DATASET = 'bright/test';

const degraded = (worlds: 'of-2021' | 'all'): StudyStep[] => {
  const common = {
    network: 'tiny',
    dataset: DATASET,
    images: IMAGES,
    blockSize: BLOCK,
    method: METHOD,
    faults: FAULTS,
    worlds,
  };
  const maps = `explain-${worlds}`;
  return [
    {
      name: maps,
      step: 'explain-replicated',
      parameters: {
        ...common,
        evaluations: EVALUATIONS,
        quickshift: { kernelSize: 1, maxDistance: 20, ratio: 0.2 },
      },
    },
    {
      name: `degrade-${worlds}`,
      step: 'degrade-replicated',
      parameters: { ...common, maps, keptShare: 0.5, noiseSeeds: NOISE_SEEDS },
    },
  ];
};

const summarised = { dataset: DATASET, images: IMAGES, blockSize: BLOCK, noiseSeeds: NOISE_SEEDS };

/** One method of 2021 with its faults. */
export const replication: Study = {
  id: 'replication',
  title: 'A small replication',
  seed: 7,
  steps: [
    trainTiny,
    { name: 'published', step: 'quote-published', parameters: { figures: FIGURES_2021 } },
    ...degraded('of-2021'),
    ...degraded('all'),
    {
      name: `summarise-${NAME}`,
      step: 'summarise-replication',
      parameters: {
        ...summarised,
        name: NAME,
        network: 'tiny',
        imagesExamined: IMAGES,
        evaluations: EVALUATIONS,
        bootstrapResamples: 20,
        methods: [
          {
            method: METHOD,
            title: 'LIME',
            faults: FAULTS,
            published: 0.5,
            maps: 'explain-of-2021',
            ours: 'degrade-of-2021',
            examined: 'degrade-all',
          },
        ],
      },
    },
    {
      name: 'compare-networks',
      step: 'compare-networks',
      parameters: {
        ...summarised,
        name: NAME,
        method: METHOD,
        faults: FAULTS,
        bootstrapResamples: 20,
        networks: ['one', 'same'].map((id) => ({ id, title: id, degraded: 'degrade-of-2021' })),
      },
    },
  ],
};
