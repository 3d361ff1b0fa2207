import * as tf from '@tensorflow/tfjs-core';
import type { AvgPoolGradAttrs, KernelFunc, Tensor, TensorInfo } from '@tensorflow/tfjs-core';
import type { Shape4D } from './kernel.ts';

/** How many positions of each window along one side lie inside the input. */
function covered(
  outputs: number,
  stride: number,
  padding: number,
  width: number,
  size: number,
): number[] {
  return Array.from({ length: outputs }, (_, output) => {
    const start = output * stride - padding;
    return Math.min(start + width, size) - Math.max(start, 0);
  });
}

/** For each window its full size over the number of positions inside the input, [1, h, w, 1]. */
function borderCorrection(shape: readonly number[], attrs: AvgPoolGradAttrs): Tensor {
  const info = tf.backend_util.computePool2DInfo(
    shape as Shape4D,
    attrs.filterSize,
    attrs.strides,
    1,
    attrs.pad,
  );
  const { padInfo, filterHeight, filterWidth, outHeight, outWidth } = info;
  const rows = covered(outHeight, info.strideHeight, padInfo.top, filterHeight, info.inHeight);
  const columns = covered(outWidth, info.strideWidth, padInfo.left, filterWidth, info.inWidth);
  const values = rows.flatMap((row) =>
    columns.map((column) => (filterHeight * filterWidth) / (row * column)),
  );
  return tf.tensor4d(values, [1, outHeight, outWidth, 1]);
}

type Original = (args: { inputs: object; attrs: object; backend: unknown }) => TensorInfo;

const corrected = new Set<string>();

/**
 * Corrects `AvgPoolGrad` of the wasm, webgpu and cpu backends of tfjs 4.22.0: forward, a window at the
 * border averages over the pixels inside the image; backward, they divide by the full window. The
 * incoming gradient is scaled by the ratio before their kernel runs.
 */
export function correctAveragePoolGradient(backendName: 'wasm' | 'webgpu' | 'cpu'): void {
  if (corrected.has(backendName)) return;
  corrected.add(backendName);
  const kernel = tf.getKernel('AvgPoolGrad', backendName);
  const original = kernel.kernelFunc as unknown as Original;
  const corrective = (args: {
    inputs: { dy: Tensor; input: TensorInfo };
    attrs: AvgPoolGradAttrs;
    backend: unknown;
  }): TensorInfo => {
    const { inputs, attrs, backend } = args;
    const scaled = tf.tidy(() => tf.mul(inputs.dy, borderCorrection(inputs.input.shape, attrs)));
    const result = original({ inputs: { ...inputs, dy: scaled }, attrs, backend });
    scaled.dispose();
    return result;
  };
  tf.unregisterKernel('AvgPoolGrad', backendName);
  tf.registerKernel({ ...kernel, kernelFunc: corrective as unknown as KernelFunc });
}
