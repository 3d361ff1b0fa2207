import * as tf from '@tensorflow/tfjs-core';
import type { KernelConfig, KernelFunc, MaxPoolGradAttrs, TensorInfo } from '@tensorflow/tfjs-core';
import type { Shape4D } from './kernel.ts';
import type { WasmBackend } from './wasmKernel.ts';

type PoolInfo = ReturnType<typeof tf.backend_util.computePool2DInfo>;

/** Positions of one input row or column that each window covers: first and one past the last. */
function windows(outputs: number, stride: number, padding: number, width: number, size: number) {
  return Array.from({ length: outputs }, (_, output) => {
    const start = output * stride - padding;
    return [Math.max(start, 0), Math.min(start + width, size)] as const;
  });
}

/** Adds each gradient in `dy` to the first largest input of its window, in row-major order. */
function scatterToMaxima(
  x: Float32Array,
  dy: Float32Array,
  dx: Float32Array,
  info: PoolInfo,
): void {
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, padInfo } = info;
  const rows = windows(outHeight, info.strideHeight, padInfo.top, info.filterHeight, inHeight);
  const columns = windows(outWidth, info.strideWidth, padInfo.left, info.filterWidth, inWidth);
  let output = 0;
  for (let image = 0; image < batchSize; image++)
    for (const [top, bottom] of rows)
      for (const [left, right] of columns)
        for (let channel = 0; channel < inChannels; channel++) {
          let position = -1;
          let largest = 0;
          for (let row = top; row < bottom; row++) {
            let index = ((image * inHeight + row) * inWidth + left) * inChannels + channel;
            for (let column = left; column < right; column++, index += inChannels)
              if (position < 0 || x[index]! > largest) {
                position = index;
                largest = x[index]!;
              }
          }
          dx[position]! += dy[output++]!;
        }
}

function maxPoolGradient(args: {
  inputs: { dy: TensorInfo; input: TensorInfo };
  attrs: MaxPoolGradAttrs;
  backend: WasmBackend;
}): TensorInfo {
  const { dy, input } = args.inputs;
  const { filterSize, strides, pad, dimRoundingMode } = args.attrs;
  const info = tf.backend_util.computePool2DInfo(
    input.shape as Shape4D,
    filterSize,
    strides,
    1,
    pad,
    dimRoundingMode,
  );
  const { backend } = args;
  const result = backend.makeOutput(input.shape, 'float32');
  const gradient = backend.typedArrayFromHeap(result).fill(0);
  scatterToMaxima(
    backend.typedArrayFromHeap(input),
    backend.typedArrayFromHeap(dy),
    gradient,
    info,
  );
  return result;
}

let registered = false;

/**
 * Replaces `MaxPoolGrad` of tfjs-backend-wasm 4.22.0, which drops the gradient of every window whose
 * maximum is not positive and, unlike the other engines, gives it to another of equal maxima.
 */
export function registerMaxPoolGradient(): void {
  if (registered) return;
  registered = true;
  tf.unregisterKernel('MaxPoolGrad', 'wasm');
  tf.registerKernel({
    kernelName: 'MaxPoolGrad',
    backendName: 'wasm',
    kernelFunc: maxPoolGradient as unknown as KernelFunc,
  } satisfies KernelConfig);
}
