import type { Architecture } from '../architecture.ts';

/**
 * The MNIST network of the 2021 study, 35,402 parameters: it saw each grey image as three equal
 * channels, since the explanation libraries of that study wanted colour.
 */
export const mnist2021: Architecture = {
  name: 'mnist2021',
  inputShape: [28, 28, 1],
  classes: 10,
  layers: [
    { type: 'repeatChannels', times: 3 },
    { type: 'conv2d', filters: 32, kernelSize: [3, 3], padding: 'valid', bias: 'channel' },
    { type: 'relu' },
    { type: 'maxPool', size: [2, 2], padding: 'valid' },
    { type: 'conv2d', filters: 64, kernelSize: [3, 3], padding: 'valid', bias: 'channel' },
    { type: 'relu' },
    { type: 'maxPool', size: [2, 2], padding: 'valid' },
    { type: 'flatten' },
    { type: 'dropout', rate: 0.5 },
    { type: 'dense', units: 10, bias: true },
  ],
};
