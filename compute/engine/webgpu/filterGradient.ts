import * as tf from '@tensorflow/tfjs-core';
import type {
  Conv2DBackpropFilterAttrs,
  KernelFunc,
  NamedTensorInfoMap,
  TensorInfo,
} from '@tensorflow/tfjs-core';
import { callKernel, type KernelBackend, type Shape4D } from '../kernel.ts';

interface Arguments {
  readonly inputs: { readonly x: TensorInfo; readonly dy: TensorInfo };
  readonly attrs: Conv2DBackpropFilterAttrs;
  readonly backend: KernelBackend;
}

/** Side of the tile that one group of threads computes of a matrix product. */
const TILE = 32;
/** Groups of threads that keep a large GPU busy. */
const ENOUGH_GROUPS = 1024;

/**
 * In how many parts the images are summed: so many that the products of a part fill the GPU. Divides the
 * number of images, and depends on shapes alone, so that all machines sum in the same order.
 */
export function partsOfImages(images: number, channels: number, filters: number): number {
  const tiles = Math.ceil(channels / TILE) * Math.ceil(filters / TILE);
  let parts = Math.min(images, Math.max(1, Math.floor(ENOUGH_GROUPS / tiles)));
  while (images % parts !== 0) parts--;
  return parts;
}

/**
 * The gradient of a convolution of stride 1 in its filter, dW[i, j, c, f] = Σ_{n,p,q} x[n, p + i − t, q +
 * j − l, c] · dy[n, p, q, f], as one matrix product for each position i, j of the filter. The kernel of
 * tfjs-backend-webgpu 4.22.0 lets a single thread sum each of these over all images.
 */
function filterGradient({ inputs, attrs, backend }: Arguments): TensorInfo | undefined {
  const { x, dy } = inputs;
  const { strides, pad, dimRoundingMode, dataFormat, filterShape } = attrs;
  const info = tf.backend_util.computeConv2DInfo(
    x.shape as Shape4D,
    filterShape,
    strides,
    1,
    pad,
    dimRoundingMode,
  );
  if (dataFormat !== 'NHWC' || info.strideHeight !== 1 || info.strideWidth !== 1) return undefined;

  const owned: TensorInfo[] = [];
  const call = (kernel: string, given: NamedTensorInfoMap, options: object): TensorInfo => {
    const result = callKernel('webgpu', kernel, backend, given, options);
    owned.push(result);
    return result;
  };
  const { batchSize, outHeight, outWidth, inChannels, outChannels, padInfo } = info;
  const parts = partsOfImages(batchSize, inChannels, outChannels);
  const inner = (batchSize / parts) * outHeight * outWidth;
  const padded = call(
    'PadV2',
    { x },
    {
      paddings: [
        [0, 0],
        [padInfo.top, padInfo.bottom],
        [padInfo.left, padInfo.right],
        [0, 0],
      ],
      constantValue: 0,
    },
  );
  const gradient = call('Reshape', { x: dy }, { shape: [parts, inner, outChannels] });
  const positions: TensorInfo[] = [];
  for (let row = 0; row < info.filterHeight; row++)
    for (let column = 0; column < info.filterWidth; column++) {
      const seen = call(
        'Slice',
        { x: padded },
        {
          begin: [0, row, column, 0],
          size: [batchSize, outHeight, outWidth, inChannels],
        },
      );
      const matrix = call('Reshape', { x: seen }, { shape: [parts, inner, inChannels] });
      const products = call(
        'BatchMatMul',
        { a: matrix, b: gradient },
        { transposeA: true, transposeB: false },
      );
      positions.push(call('Sum', { x: products }, { axis: 0, keepDims: true }));
    }
  const joined = call('Concat', positions as unknown as NamedTensorInfoMap, { axis: 0 });
  const result = call('Reshape', { x: joined }, { shape: filterShape });
  owned.pop();
  for (const { dataId } of owned) backend.disposeData(dataId);
  return result;
}

/** Replaces `Conv2DBackpropFilter` of tfjs-backend-webgpu for convolutions of stride 1. */
export function registerWebgpuFilterGradient(): void {
  const kernel = tf.getKernel('Conv2DBackpropFilter', 'webgpu');
  const original = kernel.kernelFunc as unknown as (call: Arguments) => TensorInfo;
  const composed = (call: Arguments): TensorInfo => filterGradient(call) ?? original(call);
  tf.unregisterKernel('Conv2DBackpropFilter', 'webgpu');
  tf.registerKernel({ ...kernel, kernelFunc: composed as unknown as KernelFunc });
}
