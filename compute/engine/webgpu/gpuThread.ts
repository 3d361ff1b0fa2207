import { createRequire } from 'node:module';
import { receiveMessageOnPort, workerData } from 'node:worker_threads';
import type { DataId, NamedTensorInfoMap, TensorInfo } from '@tensorflow/tfjs-core';
import type * as Tfjs from '@tensorflow/tfjs-core';
import { create, globals } from 'webgpu';
import { registerWebgpuFilterGradient } from './filterGradient.ts';
import { takeFirstOfEqualMaxima, type GpuProgram } from './firstOfEqualMaxima.ts';
import {
  mapInputs,
  type Answer,
  type RemoteTensor,
  type Request,
  type TensorValues,
  type ThreadStart,
} from './messages.ts';

/**
 * The thread that owns the GPU. Values come back from a GPU only by promise, and the method code reads
 * them synchronously, as native and wasm allow: so the calling thread sleeps until this one answers.
 */

interface GpuBackend {
  /** Up to how many groups of threads a product is computed in another way, to have more of them. */
  thresholdToIncreaseWorkgroups: number;
  runWebGPUProgram(program: GpuProgram, ...others: unknown[]): TensorInfo;
  write(values: TensorValues, shape: readonly number[], dtype: string): DataId;
  read(id: DataId): Promise<TensorValues>;
  incRef(id: DataId): void;
  disposeData(id: DataId): boolean;
}

const { port, answered } = workerData as ThreadStart;
const answers = new Int32Array(answered);

function answer(message: Answer): void {
  port.postMessage(message);
  Atomics.add(answers, 0, 1);
  Atomics.notify(answers, 0);
}

const LIMITS = [
  'maxComputeWorkgroupStorageSize',
  'maxComputeWorkgroupsPerDimension',
  'maxStorageBufferBindingSize',
  'maxBufferSize',
  'maxComputeWorkgroupSizeX',
  'maxComputeInvocationsPerWorkgroup',
] as const;

/** Milliseconds to look out for the next request before the thread sleeps, which waking from takes long. */
const AWAKE = 0.3;

/** Kernels that are handed to the GPU at a time: few cost time here, many leave it waiting. */
const KERNELS_AT_A_TIME = 32;

/** What went wrong first: a GPU tells later than the call at fault, and nothing after it can be trusted. */
let complaint: string | undefined;

async function openDevice(): Promise<GPUDevice> {
  Object.assign(globalThis, globals);
  const gpu = create([]);
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) throw new Error('no GPU was found. Install its Vulkan driver');
  // tfjs asks for it where a page would have it.
  Object.defineProperty(globalThis, 'navigator', { value: { gpu }, configurable: true });
  const device = await adapter.requestDevice({
    requiredLimits: Object.fromEntries(LIMITS.map((name) => [name, adapter.limits[name]])),
  });
  device.addEventListener('uncapturederror', (event) => {
    complaint ??= event.error.message;
  });
  void device.lost.then(({ message }) => {
    complaint ??= `the GPU was lost: ${message}`;
  });
  return device;
}

async function start(): Promise<void> {
  const device = await openDevice();
  // Required for the reason given at `registerGradients`.
  const require = createRequire(import.meta.url);
  const tf = require('@tensorflow/tfjs-core') as typeof Tfjs;
  const { WebGPUBackend } = require('@tensorflow/tfjs-backend-webgpu') as {
    WebGPUBackend: new (device: GPUDevice) => GpuBackend & Tfjs.KernelBackend;
  };
  tf.enableProdMode();
  tf.env().set('WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE', KERNELS_AT_A_TIME);
  const backend = new WebGPUBackend(device);
  // Else long products are summed by atomic additions, in another order each time.
  backend.thresholdToIncreaseWorkgroups = 0;
  const runProgram = backend.runWebGPUProgram.bind(backend);
  backend.runWebGPUProgram = (program, ...others) => {
    takeFirstOfEqualMaxima(program);
    return runProgram(program, ...others);
  };
  registerWebgpuFilterGradient();
  tf.registerBackend('webgpu', () => backend);
  tf.setBackend('webgpu');
  const kernels = new Map(
    tf.getKernelsForBackend('webgpu').map(({ kernelName, kernelFunc }) => [kernelName, kernelFunc]),
  );

  const dataIds = new Map<number, DataId>();
  const numbers = new WeakMap<DataId, number>();
  /** Numbers given here are negative, those given by the calling thread positive. */
  let next = -1;

  const local = (tensor: RemoteTensor | undefined): TensorInfo | undefined =>
    tensor && {
      dataId: dataIds.get(tensor.id)!,
      shape: [...tensor.shape],
      dtype: tensor.dtype,
    };
  const remote = ({ dataId, shape, dtype }: TensorInfo): RemoteTensor => {
    let id = numbers.get(dataId);
    if (id === undefined) {
      id = next--;
      name(dataId, id);
    }
    return { id, shape, dtype };
  };

  function name(dataId: DataId, id: number): void {
    numbers.set(dataId, id);
    dataIds.set(id, dataId);
  }

  function run({ kernel, inputs, attrs, output }: Extract<Request, { type: 'run' }>): void {
    const outputs = kernels.get(kernel)!({
      inputs: mapInputs(inputs, local) as NamedTensorInfoMap,
      attrs,
      backend,
    });
    if (output === undefined) {
      if (complaint !== undefined) throw new Error(complaint);
      answer({
        type: 'outputs',
        outputs: Array.isArray(outputs) ? outputs.map(remote) : remote(outputs),
      });
    } else {
      name((outputs as TensorInfo).dataId, output);
    }
  }

  async function read(id: number): Promise<void> {
    const values = await backend.read(dataIds.get(id)!);
    if (complaint !== undefined) throw new Error(complaint);
    answer({ type: 'values', values });
  }

  /** Does what is asked at once, but for reading, which the returned promise waits for. */
  function serve(request: Request): Promise<void> | undefined {
    if (request.type === 'read') return read(request.id);
    if (request.type === 'run') {
      run(request);
    } else if (request.type === 'write') {
      name(backend.write(request.values, [...request.shape], request.dtype), request.id);
    } else if (request.type === 'retain') {
      backend.incRef(dataIds.get(request.id)!);
    } else if (backend.disposeData(dataIds.get(request.id)!)) {
      dataIds.delete(request.id);
    }
    return undefined;
  }

  /** @returns whether the thread is free for more; a read leaves it to the loop of events */
  function serveAll(requests: readonly Request[]): boolean {
    for (const request of requests) {
      try {
        const reading = serve(request);
        if (reading) {
          reading.catch(fail);
          return false;
        }
      } catch (error) {
        if (request.type === 'run' && request.output === undefined) fail(error);
        else complaint ??= messageOf(error);
      }
    }
    return true;
  }

  port.on('message', (requests: readonly Request[]) => {
    let free = serveAll(requests);
    for (let until = performance.now() + AWAKE; free && performance.now() < until;) {
      const further = receiveMessageOnPort(port) as { message: readonly Request[] } | undefined;
      if (!further) continue;
      free = serveAll(further.message);
      until = performance.now() + AWAKE;
    }
  });
  answer({ type: 'ready', kernels: [...kernels.keys()] });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function fail(error: unknown): void {
  answer({ type: 'failure', message: messageOf(error) });
}

start().catch(fail);
