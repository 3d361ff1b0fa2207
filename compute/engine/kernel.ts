import * as tf from '@tensorflow/tfjs-core';
import type { DataId, NamedAttrMap, NamedTensorInfoMap, TensorInfo } from '@tensorflow/tfjs-core';

/** Backends whose kernels are put together from others here. */
export type BackendName = 'wasm' | 'webgpu' | 'tensorflow';

export type Shape4D = [number, number, number, number];

/** What such a kernel uses of its backend. */
export interface KernelBackend {
  disposeData(dataId: DataId): boolean;
}

/** Runs a kernel of a backend within another one. Its caller disposes the result. */
export function callKernel(
  name: BackendName,
  kernel: string,
  backend: KernelBackend,
  inputs: NamedTensorInfoMap,
  attrs: object,
): TensorInfo {
  const { kernelFunc } = tf.getKernel(kernel, name);
  return kernelFunc({ inputs, backend, attrs: attrs as NamedAttrMap }) as TensorInfo;
}
