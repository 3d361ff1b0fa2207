import type { Layer } from '../../../compute/networks/architecture.ts';
import { plainNetwork, type PlainNetwork } from '../lrp/plainNetwork.ts';

const flatten: Layer = { type: 'flatten' };
const relu: Layer = { type: 'relu' };

/** f(x) = relu(relu(x₁ − 1) − relu(x₂)), the network of the tests of DeepExplain and captum. */
export const differenceOfRelus: PlainNetwork = plainNetwork(
  [1, 2, 1],
  1,
  [
    flatten,
    { type: 'dense', units: 2, bias: true },
    relu,
    { type: 'dense', units: 1, bias: false },
    relu,
  ],
  { '1.kernel': [1, 0, 0, 1], '1.bias': [-1, 0], '3.kernel': [1, -1] },
);

/** A linear function of pixels in two channels to each class, with a bias. */
export function linearNetwork(
  inputShape: readonly [number, number, number],
  classes: number,
  weight: (feature: number, target: number) => number,
): PlainNetwork {
  const features = inputShape[0] * inputShape[1] * inputShape[2];
  const kernel = Array.from({ length: features * classes }, (_, index) =>
    weight(Math.floor(index / classes), index % classes),
  );
  const bias = Array.from({ length: classes }, (_, target) => 0.5 * target - 0.25);
  return plainNetwork(
    inputShape,
    classes,
    [flatten, { type: 'dense', units: classes, bias: true }],
    { '1.kernel': kernel, '1.bias': bias },
  );
}

/** Convolutions, both poolings, ReLU, dense layers and a standardisation, on 6 × 5 × 2 images. */
export const CONVOLUTIONAL: readonly Layer[] = [
  { type: 'standardise', mean: [0.4, 0.5], deviation: [0.3, 0.25] },
  { type: 'conv2d', filters: 4, kernelSize: [3, 3], padding: 'same', bias: 'channel' },
  relu,
  { type: 'maxPool', size: [2, 2], padding: 'valid' },
  { type: 'conv2d', filters: 5, kernelSize: [2, 2], padding: 'valid', bias: 'channel' },
  relu,
  flatten,
  { type: 'dense', units: 6, bias: true },
  relu,
  { type: 'dense', units: 3, bias: true },
];
