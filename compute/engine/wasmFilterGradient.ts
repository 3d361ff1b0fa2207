import * as tf from '@tensorflow/tfjs-core';
import type {
  Conv2DBackpropFilterAttrs,
  Conv2DBackpropFilterInputs,
  KernelConfig,
  KernelFunc,
  TensorInfo,
} from '@tensorflow/tfjs-core';
import type { Shape4D } from './kernel.ts';
import { callWasmKernel, type WasmBackend } from './wasmKernel.ts';

/**
 * The gradient of a convolution in its filter, dW[i, j, c, f] = Σ_{n,p,q} x[n, s·p + i − t, s·q + j
 * − l, c] · dy[n, p, q, f], is itself a convolution: with the channels of x as batch and the images
 * as channels, dy is the filter, and the stride s becomes its dilation. The result may hold rows and
 * columns beyond the filter that the forward pass never reached; they are cut off.
 */
function conv2dBackpropFilter(args: {
  inputs: Conv2DBackpropFilterInputs;
  attrs: Conv2DBackpropFilterAttrs;
  backend: WasmBackend;
}): TensorInfo {
  const { x, dy } = args.inputs as { x: TensorInfo; dy: TensorInfo };
  const { strides, pad, dimRoundingMode, dataFormat, filterShape } = args.attrs;
  if (dataFormat !== 'NHWC') {
    throw new Error(
      `Filter gradient on wasm: data format ${dataFormat} is not supported, use NHWC.`,
    );
  }
  const { padInfo, strideHeight, strideWidth, filterHeight, filterWidth } =
    tf.backend_util.computeConv2DInfo(
      x.shape as Shape4D,
      filterShape,
      strides,
      1,
      pad,
      dimRoundingMode,
    );
  const { backend } = args;
  const channelsFirst = callWasmKernel('Transpose', backend, { x }, { perm: [3, 1, 2, 0] });
  const gradientFilter = callWasmKernel('Transpose', backend, { x: dy }, { perm: [1, 2, 0, 3] });
  const correlated = callWasmKernel(
    'Conv2D',
    backend,
    { x: channelsFirst, filter: gradientFilter },
    {
      strides: [1, 1],
      dilations: [strideHeight, strideWidth],
      pad: [
        [0, 0],
        [padInfo.top, padInfo.bottom],
        [padInfo.left, padInfo.right],
        [0, 0],
      ],
      dataFormat: 'NHWC',
    },
  );
  const [channels, , , filters] = correlated.shape as Shape4D;
  const reached = callWasmKernel(
    'Slice',
    backend,
    { x: correlated },
    { begin: [0, 0, 0, 0], size: [channels, filterHeight, filterWidth, filters] },
  );
  const result = callWasmKernel('Transpose', backend, { x: reached }, { perm: [1, 2, 0, 3] });
  for (const part of [channelsFirst, gradientFilter, correlated, reached]) {
    backend.disposeData(part.dataId);
  }
  return result;
}

/** Gives tfjs-backend-wasm the kernel `Conv2DBackpropFilter`, without which nothing trains on it. */
export function registerWasmFilterGradient(): void {
  if (tf.getKernel('Conv2DBackpropFilter', 'wasm')) return;
  tf.registerKernel({
    kernelName: 'Conv2DBackpropFilter',
    backendName: 'wasm',
    kernelFunc: conv2dBackpropFilter as unknown as KernelFunc,
  } satisfies KernelConfig);
}
