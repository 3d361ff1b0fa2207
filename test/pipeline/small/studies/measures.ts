import type { Study } from '../../../../compute/pipeline/step.ts';
import { trainTiny } from './comparison.ts';

const EXPLAINED = { network: 'tiny', dataset: 'bright/test', images: 4 };
const SAMPLED = { ...EXPLAINED, evaluations: 14, blockSize: 2 };

const method = (id: string) => ({ kind: 'method', id, title: id, maps: `explain-${id}` });
const rows = [
  method('lime'),
  method('lrp'),
  method('occlusion'),
  { kind: 'control', id: 'random', title: 'Random pixels' },
];

/** Methods held against each other by every measure, and a network in 8 bits. */
export const measures: Study = {
  id: 'measures',
  title: 'A small study of measures',
  seed: 4,
  steps: [
    trainTiny,
    {
      name: 'round-tiny',
      step: 'round-weights',
      parameters: { network: 'tiny', dataset: 'bright/test', mostChanged: 1 },
    },
    { name: 'explain-lime', step: 'explain-lime', parameters: SAMPLED },
    {
      name: 'explain-lrp',
      step: 'explain-lrp',
      parameters: { ...EXPLAINED, composite: 'epsilonGammaBox' },
    },
    {
      name: 'explain-occlusion',
      step: 'explain-by',
      parameters: { ...SAMPLED, method: 'occlusion' },
    },
    {
      name: 'contrasts',
      step: 'contrast',
      parameters: {
        network: 'tiny',
        dataset: 'bright/test',
        images: [0, 3],
        methods: ['lime', 'lrp'].map((id) => ({ id, title: id, maps: `explain-${id}` })),
      },
    },
    {
      name: 'degradation-curves',
      step: 'degradation-curves',
      parameters: {
        ...EXPLAINED,
        blockSize: 2,
        fills: ['salt-and-pepper', 'blur'],
        steps: 4,
        bootstrapResamples: 20,
        rows,
        toldApart: ['lime', 'lrp'],
      },
    },
    {
      name: 'measure-maps',
      step: 'measure-maps',
      parameters: { ...EXPLAINED, images: 2, blockSize: 1, bootstrapResamples: 20, rows },
    },
    {
      name: 'measure-methods',
      step: 'measure-methods',
      parameters: {
        ...EXPLAINED,
        images: 2,
        methods: ['gradient', 'lrp'],
        neighbours: 2,
        copies: 2,
        bootstrapResamples: 20,
      },
    },
    {
      name: 'agreement',
      step: 'agreement',
      parameters: { ...EXPLAINED, blockSize: 2, bootstrapResamples: 20, rows },
    },
    {
      name: 'stability',
      step: 'stability',
      parameters: {
        ...EXPLAINED,
        images: 2,
        seeds: 2,
        cell: 4,
        evaluations: [6, 10],
        published: 10,
        shapley: { images: 1, cell: 4, evaluations: [6] },
        bootstrapResamples: 20,
      },
    },
  ],
};
