import type { DataType, NamedTensorInfoMap, TensorInfo } from '@tensorflow/tfjs-core';
import { callKernel, type KernelBackend } from './kernel.ts';

/** What the kernels of this folder use of the wasm backend. */
export interface WasmBackend extends KernelBackend {
  makeOutput(shape: readonly number[], type: DataType): TensorInfo;
  /** A view of the wasm memory; it lapses when a later allocation makes the memory grow. */
  typedArrayFromHeap(tensor: TensorInfo): Float32Array;
}

/** Runs a kernel of the wasm backend within another one. Its caller disposes the result. */
export function callWasmKernel(
  name: string,
  backend: WasmBackend,
  inputs: NamedTensorInfoMap,
  attrs: object,
): TensorInfo {
  return callKernel('wasm', name, backend, inputs, attrs);
}
