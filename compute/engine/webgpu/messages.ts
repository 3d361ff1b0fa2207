import type { MessagePort } from 'node:worker_threads';
import type { DataType, NamedAttrMap } from '@tensorflow/tfjs-core';

/** A tensor in the memory of the GPU, by the number it goes by in both threads. */
export interface RemoteTensor {
  readonly id: number;
  readonly shape: readonly number[];
  readonly dtype: DataType;
}

/** What a kernel takes, by name; lists keep their order. */
export type RemoteInputs =
  readonly (RemoteTensor | undefined)[] | Readonly<Record<string, RemoteTensor | undefined>>;

/** The same inputs with each tensor known in another way. */
export function mapInputs<From, To>(
  inputs: readonly From[] | Readonly<Record<string, From>>,
  convert: (tensor: From) => To,
): To[] | Record<string, To> {
  if (Array.isArray(inputs)) return (inputs as readonly From[]).map(convert);
  return Object.fromEntries(
    Object.entries(inputs as Record<string, From>).map(([name, tensor]) => [name, convert(tensor)]),
  );
}

export type TensorValues = Float32Array | Int32Array | Uint8Array;

/**
 * What the thread of the GPU is asked, one by one in order. Answered are `read`, and `run` without the
 * number that its output goes by.
 */
export type Request =
  | {
      readonly type: 'write';
      readonly id: number;
      readonly values: TensorValues;
      readonly shape: readonly number[];
      readonly dtype: DataType;
    }
  | {
      readonly type: 'run';
      readonly kernel: string;
      readonly inputs: RemoteInputs;
      /** For a kernel whose output is known; where it shares the values of an input, that one's. */
      readonly output?: number;
      readonly attrs: NamedAttrMap;
    }
  | { readonly type: 'read' | 'release' | 'retain'; readonly id: number };

export type Answer =
  | { readonly type: 'ready'; readonly kernels: readonly string[] }
  | { readonly type: 'outputs'; readonly outputs: RemoteTensor | readonly RemoteTensor[] }
  | { readonly type: 'values'; readonly values: TensorValues }
  | { readonly type: 'failure'; readonly message: string };

/** What the thread of the GPU is given when it starts. */
export interface ThreadStart {
  readonly port: MessagePort;
  /** One int32: how many answers were sent. */
  readonly answered: SharedArrayBuffer;
}
