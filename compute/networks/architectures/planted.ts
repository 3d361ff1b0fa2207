import type { Architecture } from '../architecture.ts';

/**
 * The network of the planted study: learns to find a pattern anywhere in an image within seconds.
 * Two strided convolutions see patches of 11 × 11 pixels every four pixels; the largest answer of each
 * filter over all places goes to two dense layers, of which the hidden one can tell combinations of
 * patterns from their sum.
 */
export const planted: Architecture = {
  name: 'planted',
  inputShape: [32, 32, 1],
  classes: 10,
  layers: [
    { type: 'standardise', mean: [0.5], deviation: [0.25] },
    {
      type: 'conv2d',
      filters: 8,
      kernelSize: [5, 5],
      strides: [2, 2],
      padding: 'same',
      bias: 'channel',
    },
    { type: 'relu' },
    {
      type: 'conv2d',
      filters: 24,
      kernelSize: [4, 4],
      strides: [2, 2],
      padding: 'same',
      bias: 'channel',
    },
    { type: 'relu' },
    { type: 'maxPool', size: [8, 8], padding: 'valid' },
    { type: 'flatten' },
    { type: 'dense', units: 128, bias: true },
    { type: 'relu' },
    { type: 'dense', units: 10, bias: true },
  ],
};
