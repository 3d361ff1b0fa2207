import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import type { Conv2dLayer } from '../../networks/architecture.ts';
import { layerStrides } from '../../networks/layerShapes.ts';

/**
 * The sum over inputs of a layer, with any kernel of the layer's shape in place of its own, and its
 * transpose. Rules need nothing else of a convolution or a dense layer.
 */
export interface LinearMap {
  /** Σ_j x_j w_jk without bias: [n, …in] → [n, …out]. */
  apply(input: Tensor, kernel: Tensor): Tensor;
  /** Σ_k w_jk s_k for each of several kernels: [n, …out] → [n, …in]. */
  pullBack(above: Tensor, kernels: readonly Tensor[]): Tensor[];
}

type Shape4D = [number, number, number, number];

/** x [n, in], kernel [in, units]. */
export const denseMap: LinearMap = {
  apply: (input, kernel) => tf.matMul(input as Tensor2D, kernel as Tensor2D),
  pullBack: (above, kernels) =>
    kernels.map((kernel) => tf.matMul(above as Tensor2D, kernel as Tensor2D, false, true)),
};

/** Channels that oneDNN computes together, so that fewer cost as much. */
const CHANNELS_AT_ONCE = 16;

/**
 * @param inputShape [height, width, channels] of the layer's input
 *
 * With stride 1 the transpose is written as a convolution with the kernel turned by 180°: the wasm
 * backend convolves ten times faster than it computes the gradient kernel of `conv2dTranspose`.
 */
export function convolutionMap(
  layer: Conv2dLayer,
  inputShape: readonly [height: number, width: number, channels: number],
): LinearMap {
  const strides = [...layerStrides(layer)] as [number, number];
  const [kernelHeight, kernelWidth] = layer.kernelSize;
  const unitStride = strides[0] === 1 && strides[1] === 1;
  const turnedPadding =
    layer.padding === 'same' && kernelHeight % 2 === 1 && kernelWidth % 2 === 1
      ? 'same'
      : ([
          [0, 0],
          turnedMargin(kernelHeight, layer.padding),
          turnedMargin(kernelWidth, layer.padding),
          [0, 0],
        ] as [[number, number], [number, number], [number, number], [number, number]]);

  const [height, width, channels] = inputShape;
  const pullBackOne = (above: Tensor4D, kernel: Tensor4D): Tensor4D => {
    if (unitStride) {
      const turned = tf.transpose(tf.reverse(kernel, [0, 1]), [0, 1, 3, 2]);
      return tf.conv2d(above, turned, 1, turnedPadding);
    }
    const shape: Shape4D = [above.shape[0], height, width, kernel.shape[2]];
    return tf.conv2dTranspose(above, kernel, shape, strides, layer.padding);
  };

  return {
    apply: (input, kernel) =>
      tf.conv2d(input as Tensor4D, kernel as Tensor4D, strides, layer.padding),
    pullBack: (above, kernels) => {
      if (kernels.length === 1 || kernels.length * channels > CHANNELS_AT_ONCE) {
        return kernels.map((kernel) => pullBackOne(above as Tensor4D, kernel as Tensor4D));
      }
      const together = tf.concat(kernels as Tensor4D[], 2);
      return tf.split(pullBackOne(above as Tensor4D, together), kernels.length, 3);
    },
  };
}

/** Padding before and after that the turned kernel needs to give back the input's size. */
function turnedMargin(size: number, padding: 'same' | 'valid'): [number, number] {
  const before = padding === 'same' ? Math.floor((size - 1) / 2) : 0;
  const after = padding === 'same' ? size - 1 - before : 0;
  return [size - 1 - before, size - 1 - after];
}
