import { createHash } from 'node:crypto';
import * as tf from '@tensorflow/tfjs-core';
import { foldBatchNorm } from '../networks/foldBatchNorm.ts';
import { foldRepeatedChannels } from '../networks/foldRepeatedChannels.ts';
import { forward } from '../networks/forward.ts';
import { loadNetwork, type Network, type StoredNetwork } from '../networks/network.ts';
import { readWeightsFile, writeWeightsFile } from '../networks/weightsFile.ts';
import type { Files, InputReader } from '../pipeline/step.ts';

/** Images in one forward pass; what a batch holds does not change an image's logits. */
const BATCH = 250;

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** The weights of a network as two files, published for the demos: `<name>.json`, `<name>.bin`. */
export function modelFiles(name: string, stored: StoredNetwork): Files {
  const { header, binary } = writeWeightsFile(stored, sha256);
  const text = JSON.stringify(header, null, 1);
  return new Map([
    [`${name}.json`, new TextEncoder().encode(`${text}\n`)],
    [`${name}.bin`, binary],
  ]);
}

/** The network of step `train-<name>`, as it was trained. Dispose with `disposeNetwork`. */
export async function loadTrainedNetwork(inputs: InputReader, name: string): Promise<Network> {
  return loadNetwork(await readTrainedNetwork(inputs, name));
}

/** The same function without batch norm and dropout, as LRP needs it. */
export async function loadFoldedNetwork(inputs: InputReader, name: string): Promise<Network> {
  return loadNetwork(foldBatchNorm(await readTrainedNetwork(inputs, name)));
}

/** The same logits from the fewest layers: for steps that only ask what the network says. */
export async function loadInferenceNetwork(inputs: InputReader, name: string): Promise<Network> {
  const folded = foldBatchNorm(await readTrainedNetwork(inputs, name));
  return loadNetwork(foldRepeatedChannels(folded));
}

async function readTrainedNetwork(inputs: InputReader, name: string): Promise<StoredNetwork> {
  const step = `train-${name}`;
  const header = new TextDecoder().decode(await inputs.file(step, `${name}.json`));
  const binary = await inputs.file(step, `${name}.bin`);
  return readWeightsFile(JSON.parse(header), binary, `${step}/${name}.bin`, sha256(binary));
}

/**
 * Logits of images given as numbers.
 * @param values row-major [images × height × width × channels], 0 … 1
 * @returns row-major [images × classes]
 */
export function predictLogits(network: Network, values: Float32Array): Float32Array {
  const { inputShape, classes } = network.architecture;
  const size = inputShape[0] * inputShape[1] * inputShape[2];
  const images = values.length / size;
  const logits = new Float32Array(images * classes);
  for (let start = 0; start < images; start += BATCH) {
    const batch = values.subarray(start * size, (start + BATCH) * size);
    // Nothing is returned: tidy would look for tensors among the numbers, one by one.
    tf.tidy(() => {
      const pixels = tf.tensor4d(batch, [batch.length / size, ...inputShape]);
      logits.set(forward(network, pixels).dataSync(), start * classes);
    });
  }
  return logits;
}
