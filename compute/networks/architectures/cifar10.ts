import type { Architecture, Layer } from '../architecture.ts';

/** Mean and standard deviation of the pixels of the training images, red, green and blue, in [0, 1]. */
const CHANNEL_MEANS = [0.4914, 0.4822, 0.4465];
const CHANNEL_DEVIATIONS = [0.247, 0.2435, 0.2616];

const convolution = (filters: number): Layer => ({
  type: 'conv2d',
  filters,
  kernelSize: [3, 3],
  padding: 'same',
  bias: 'none',
});

/** Its scale is fixed at 1, and so positive: it may be folded across the pooling in front of it. */
const batchNorm: Layer = {
  type: 'batchNorm',
  epsilon: 1e-5,
  momentum: 0.6,
  scale: false,
  offset: true,
};

const relu: Layer = { type: 'relu' };
const pool = (size: number): Layer => ({ type: 'maxPool', size: [size, size], padding: 'valid' });

const block = (filters: number): Layer[] => [
  ...[convolution(filters), pool(2), batchNorm, relu],
  ...[convolution(filters), batchNorm, relu],
];

/** A network for CIFAR-10 whose first convolution whitens, with three blocks of so many filters. */
function whitened(
  name: string,
  [first, second, third]: readonly [number, number, number],
): Architecture {
  return {
    name,
    inputShape: [32, 32, 3],
    classes: 10,
    layers: [
      { type: 'standardise', mean: CHANNEL_MEANS, deviation: CHANNEL_DEVIATIONS },
      {
        type: 'conv2d',
        filters: 24,
        kernelSize: [2, 2],
        padding: 'valid',
        bias: 'channel',
        trainable: false,
      },
      relu,
      ...block(first),
      ...block(second),
      ...block(third),
      pool(3),
      { type: 'flatten' },
      { type: 'dense', units: 10, bias: false },
      { type: 'scale', factor: 1 / 9 },
    ],
  };
}

/**
 * The network of airbench94 (Jordan 2024, arXiv 2404.00498, §3) with ReLU in place of GELU, so that
 * LRP applies. The first convolution is fixed and whitens patches of 2 × 2 pixels: twelve filters
 * and the same with the opposite sign.
 */
export const cifar10: Architecture = whitened('cifar10', [64, 256, 256]);

/** The same with half the filters: trained in a fourth of the time, to hold ways of training apart. */
export const narrowCifar10: Architecture = whitened('narrow-cifar10', [32, 128, 128]);

/**
 * The same with so few filters that a page may load it at the first touch: its weights in 8 bits, with the
 * code that runs them, stay below 350 KiB (test/e2e/demos/demoUse.ts). A pass through it costs a ninth.
 */
export const smallCifar10: Architecture = whitened('small-cifar10', [24, 64, 64]);
