import * as tf from '@tensorflow/tfjs-core';
import type {
  Conv2DBackpropInputAttrs,
  KernelFunc,
  NamedTensorInfoMap,
  TensorInfo,
} from '@tensorflow/tfjs-core';
import { callKernel, type BackendName, type KernelBackend, type Shape4D } from './kernel.ts';

interface Arguments {
  readonly inputs: { readonly dy: TensorInfo; readonly filter: TensorInfo };
  readonly attrs: Conv2DBackpropInputAttrs;
  readonly backend: KernelBackend;
}

/**
 * The gradient of a convolution of stride 1 in its input, dx[u, v, c] = Σ_{i,j,f} dy[u + t − i, v +
 * l − j, f] · W[i, j, c, f], is the convolution of dy, padded by what the forward pass left out, with
 * the filter turned by 180° and its channels exchanged.
 */
function convolveWithTurnedFilter(
  name: BackendName,
  { inputs, backend }: Arguments,
  padding: readonly [number, number][],
): TensorInfo {
  const { dy, filter } = inputs;
  const call = (kernel: string, given: NamedTensorInfoMap, attrs: object) =>
    callKernel(name, kernel, backend, given, attrs);
  const exchanged = call('Transpose', { x: filter }, { perm: [0, 1, 3, 2] });
  const turned = call('Reverse', { x: exchanged }, { dims: [0, 1] });
  const result = call(
    'Conv2D',
    { x: dy, filter: turned },
    { strides: [1, 1], dilations: [1, 1], pad: padding, dataFormat: 'NHWC' },
  );
  for (const part of [exchanged, turned]) backend.disposeData(part.dataId);
  return result;
}

const registered = new Set<BackendName>();

/**
 * Replaces `Conv2DBackpropInput` of a backend, also the kernel of transposed convolution, for stride 1 by
 * a composition that runs at the speed of its forward convolution. Other strides, and filters that are
 * not worth it, keep the kernel of the backend.
 * @param isWorthIt of the shape of a filter, [height, width, channels in, channels out]
 */
export function registerInputGradient(
  name: BackendName,
  isWorthIt: (filter: readonly number[]) => boolean = () => true,
): void {
  if (registered.has(name)) return;
  registered.add(name);
  const kernel = tf.getKernel('Conv2DBackpropInput', name);
  const original = kernel.kernelFunc as unknown as (call: Arguments) => TensorInfo;
  const composed = (call: Arguments): TensorInfo => {
    const { filter } = call.inputs;
    const padding = isWorthIt(filter.shape) ? paddingOfStrideOne(call) : undefined;
    return padding ? convolveWithTurnedFilter(name, call, padding) : original(call);
  };
  tf.unregisterKernel('Conv2DBackpropInput', name);
  tf.registerKernel({ ...kernel, kernelFunc: composed as unknown as KernelFunc });
}

/** What the forward pass left out at the edges; undefined where it is none of stride 1. */
function paddingOfStrideOne({ inputs, attrs }: Arguments): [number, number][] | undefined {
  const { strides, pad, dimRoundingMode, dataFormat, inputShape } = attrs;
  const { padInfo, strideHeight, strideWidth, filterHeight, filterWidth } =
    tf.backend_util.computeConv2DInfo(
      inputShape,
      inputs.filter.shape as Shape4D,
      strides,
      1,
      pad,
      dimRoundingMode,
      false,
      tf.backend_util.convertConv2DDataFormat(dataFormat),
    );
  const padding: [number, number][] = [
    [0, 0],
    [filterHeight - 1 - padInfo.top, filterHeight - 1 - padInfo.bottom],
    [filterWidth - 1 - padInfo.left, filterWidth - 1 - padInfo.right],
    [0, 0],
  ];
  const expressible =
    strideHeight === 1 &&
    strideWidth === 1 &&
    dataFormat === 'NHWC' &&
    padding.flat().every((width) => width >= 0);
  return expressible ? padding : undefined;
}
