import type { Architecture, Layer } from '../../../compute/networks/architecture.ts';
import { range } from './denseLayer.ts';
import { plainNetwork, type PlainNetwork } from './plainNetwork.ts';

interface BatchNorm {
  readonly scale: readonly number[];
  readonly offset: readonly number[];
  readonly mean: readonly number[];
  readonly variance: readonly number[];
  readonly epsilon: number;
}

export interface GoldenVariant {
  readonly pooling: 'maxPool' | 'averagePool';
  /** `merged` into the first convolution, or a layer of its own after it. */
  readonly batchNorm: 'none' | 'merged' | 'kept';
}

/** weights[k] = 0.15 + 0.7 sin((k + 1)(1.3 + 0.1 i)), bias[k] = 0.1 sin(0.9 (k + 1) + i). */
const weight = (layer: number, k: number) => 0.15 + 0.7 * Math.sin((k + 1) * (1.3 + 0.1 * layer));
const biases = (layer: number, count: number) =>
  range(count).map((k) => 0.1 * Math.sin((k + 1) * 0.9 + layer));

/** Kernel [h, w, in, out] whose recipe counts in the order [out, in, h, w]. */
function kernel(layer: number, size: number, inputs: number, outputs: number): number[] {
  return range(size * size * inputs * outputs).map((index) => {
    const output = index % outputs;
    const input = Math.floor(index / outputs) % inputs;
    const tap = Math.floor(index / (outputs * inputs));
    return weight(layer, (output * inputs + input) * size * size + tap);
  });
}

/** The network of golden/lrp_zennit.json. */
export function goldenNetwork(variant: GoldenVariant, batchNorm: BatchNorm): PlainNetwork {
  const factors = batchNorm.scale.map(
    (scale, c) => scale / Math.sqrt(batchNorm.variance[c]! + batchNorm.epsilon),
  );
  const merged = variant.batchNorm === 'merged';
  const firstKernel = kernel(0, 3, 1, 2).map((w, index) => (merged ? w * factors[index % 2]! : w));
  const firstBias = biases(0, 2).map((b, c) =>
    merged ? (b - batchNorm.mean[c]!) * factors[c]! + batchNorm.offset[c]! : b,
  );
  const kept = variant.batchNorm === 'kept';
  const layers: Layer[] = [
    { type: 'conv2d', filters: 2, kernelSize: [3, 3], padding: 'same', bias: 'channel' },
    ...(kept
      ? [
          {
            type: 'batchNorm',
            epsilon: batchNorm.epsilon,
            momentum: 0.9,
            scale: true,
            offset: true,
          } as const,
        ]
      : []),
    { type: 'relu' },
    { type: variant.pooling, size: [2, 2], padding: 'valid' },
    { type: 'conv2d', filters: 3, kernelSize: [3, 3], padding: 'valid', bias: 'channel' },
    { type: 'relu' },
    { type: 'flatten' },
    { type: 'dense', units: 4, bias: true },
    { type: 'relu' },
    { type: 'dense', units: 3, bias: true },
  ];
  const shape: Architecture['inputShape'] = [6, 6, 1];
  const [second, third, fourth] = layers
    .flatMap(({ type }, index) => (type === 'conv2d' || type === 'dense' ? [index] : []))
    .slice(1);
  return plainNetwork(shape, 3, layers, {
    '0.kernel': firstKernel,
    '0.bias': firstBias,
    ...(kept
      ? {
          '1.scale': batchNorm.scale,
          '1.offset': batchNorm.offset,
          '1.mean': batchNorm.mean,
          '1.variance': batchNorm.variance,
        }
      : {}),
    [`${second}.kernel`]: kernel(1, 3, 2, 3),
    [`${second}.bias`]: biases(1, 3),
    [`${third}.kernel`]: kernel(2, 1, 3, 4),
    [`${third}.bias`]: biases(2, 4),
    [`${fourth}.kernel`]: kernel(3, 1, 4, 3),
    [`${fourth}.bias`]: biases(3, 3),
  });
}
