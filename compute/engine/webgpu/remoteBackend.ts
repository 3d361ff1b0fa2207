import { receiveMessageOnPort, MessageChannel, Worker } from 'node:worker_threads';
import * as tf from '@tensorflow/tfjs-core';
import type {
  BackendValues,
  DataId,
  DataType,
  KernelFunc,
  NamedAttrMap,
  TensorInfo,
} from '@tensorflow/tfjs-core';
import { knownOutput } from './knownOutputs.ts';
import {
  mapInputs,
  type Answer,
  type RemoteInputs,
  type RemoteTensor,
  type Request,
  type TensorValues,
  type ThreadStart,
} from './messages.ts';

interface RemoteData {
  readonly id: number;
  /** How many tensors share the values. */
  references: number;
}

/** Requests sent in one message. */
const TOGETHER = 8;

/** Bytes from which values are handed over; below, a copy takes less time. */
const MOVED = 4096;

/**
 * A backend of tfjs whose tensors and kernels are in the thread that owns the GPU. Kernels are
 * awaited for their shapes only, and not for that where it is known: the GPU works on meanwhile.
 */
export class RemoteBackend extends tf.KernelBackend {
  readonly #thread: Worker;
  readonly #port;
  readonly #answers = new Int32Array(new SharedArrayBuffer(4));
  /** Fetches from another backend what is asked for and not here. */
  readonly #data = new tf.DataStorage<RemoteData>(this, tf.engine());
  readonly #dataIds = new Map<number, DataId>();
  #unsent: Request[] = [];
  #unsentBytes = 0;
  /** Of the unsent values those that are moved, not copied. */
  #moved: ArrayBuffer[] = [];
  #received = 0;
  #written = 0;

  /** Starts the thread and, with it, the GPU. Throws when there is none. */
  constructor() {
    super();
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    this.#thread = new Worker(new URL('./gpuThread.ts', import.meta.url), {
      workerData: { port: port2, answered: this.#answers.buffer } satisfies ThreadStart,
      transferList: [port2],
    });
    this.#thread.unref();
    this.#port.unref();
    const ready = this.#next('ready');
    for (const name of ready.kernels) {
      tf.registerKernel({
        kernelName: name,
        backendName: 'webgpu',
        kernelFunc: (({ inputs, attrs }) =>
          this.#run(name, inputs, attrs ?? {})) satisfies KernelFunc,
      });
    }
  }

  override floatPrecision(): 32 {
    return 32;
  }

  override numDataIds(): number {
    return this.#dataIds.size;
  }

  override write(values: BackendValues, shape: number[], dtype: DataType): DataId {
    const dataId = {};
    this.move(dataId, values, shape, dtype, 1);
    return dataId;
  }

  override move(
    dataId: DataId,
    values: BackendValues,
    shape: number[],
    dtype: DataType,
    references: number,
  ): void {
    const id = ++this.#written;
    // A copy: what is sent is no longer the sender's.
    const sent = (values as TensorValues).slice();
    this.#send({ type: 'write', id, values: sent, shape, dtype });
    this.#register(dataId, id);
    for (let reference = 1; reference < references; reference++) this.incRef(dataId);
  }

  override readSync(dataId: DataId): TensorValues {
    this.#send({ type: 'read', id: this.#data.get(dataId).id });
    return this.#next('values').values;
  }

  override read(dataId: DataId): Promise<TensorValues> {
    return Promise.resolve(this.readSync(dataId));
  }

  override refCount(dataId: DataId): number {
    return this.#data.has(dataId) ? this.#data.get(dataId).references : 0;
  }

  override incRef(dataId: DataId): void {
    const data = this.#data.get(dataId);
    data.references++;
    this.#send({ type: 'retain', id: data.id });
  }

  override disposeData(dataId: DataId, force = false): boolean {
    if (!this.#data.has(dataId)) return true;
    const data = this.#data.get(dataId);
    for (let released = force ? data.references : 1; released > 0; released--) {
      this.#send({ type: 'release', id: data.id });
      data.references--;
    }
    if (data.references > 0) return false;
    this.#data.delete(dataId);
    this.#dataIds.delete(data.id);
    return true;
  }

  override memory(): { unreliable: boolean } {
    return { unreliable: true };
  }

  #run(
    kernel: string,
    inputs: readonly TensorInfo[] | Readonly<Record<string, TensorInfo | undefined>>,
    attrs: NamedAttrMap,
  ): TensorInfo | TensorInfo[] {
    const remote = (tensor: TensorInfo | undefined): RemoteTensor | undefined =>
      tensor && {
        id: this.#data.get(tensor.dataId).id,
        shape: tensor.shape,
        dtype: tensor.dtype,
      };
    const given: RemoteInputs = mapInputs(inputs, remote);
    const known = knownOutput(kernel, given as Record<string, RemoteTensor | undefined>, attrs);
    if (known) {
      const { shape, dtype, shared } = known;
      const id = shared ? (given as { x: RemoteTensor }).x.id : ++this.#written;
      this.#send({ type: 'run', kernel, inputs: given, attrs, output: id });
      return { dataId: this.#dataId(id), shape: [...shape], dtype };
    }
    this.#send({ type: 'run', kernel, inputs: given, attrs });
    const { outputs } = this.#next('outputs');
    const local = ({ id, shape, dtype }: RemoteTensor): TensorInfo => ({
      dataId: this.#dataId(id),
      shape: [...shape],
      dtype,
    });
    return Array.isArray(outputs) ? outputs.map(local) : local(outputs as RemoteTensor);
  }

  /** One more tensor with these values. */
  #dataId(id: number): DataId {
    const known = this.#dataIds.get(id);
    if (known) {
      this.#data.get(known).references++;
      return known;
    }
    const dataId = {};
    this.#register(dataId, id);
    return dataId;
  }

  #register(dataId: DataId, id: number): void {
    this.#dataIds.set(id, dataId);
    this.#data.set(dataId, { id, references: 1 });
  }

  /** Requests go together, for sending takes longer than most of them. */
  #send(request: Request): void {
    this.#unsent.push(request);
    if (request.type === 'write') {
      this.#unsentBytes += request.values.byteLength;
      if (request.values.byteLength >= MOVED)
        this.#moved.push(request.values.buffer as ArrayBuffer);
    }
    if (this.#unsent.length >= TOGETHER || this.#unsentBytes >= MOVED) this.#flush();
  }

  #flush(): void {
    if (this.#unsent.length === 0) return;
    this.#port.postMessage(this.#unsent, this.#moved);
    this.#unsent = [];
    this.#moved = [];
    this.#unsentBytes = 0;
  }

  /** Sleeps until the thread has sent its next answer. */
  #next<T extends Answer['type']>(type: T): Extract<Answer, { type: T }> {
    this.#flush();
    while (Atomics.load(this.#answers, 0) === this.#received)
      Atomics.wait(this.#answers, 0, this.#received);
    this.#received++;
    const answer = (receiveMessageOnPort(this.#port) as { message: Answer }).message;
    if (answer.type === 'failure') throw new Error(answer.message);
    if (answer.type !== type) throw new Error(`the GPU's thread sent ${answer.type}, not ${type}.`);
    return answer as Extract<Answer, { type: T }>;
  }
}
