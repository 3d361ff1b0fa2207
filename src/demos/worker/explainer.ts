import * as tf from '@tensorflow/tfjs-core';
import { COMPOSITES } from '../../../compute/explain/lrp/composites.ts';
import { explainByLrp, pixelRelevance } from '../../../compute/explain/lrp/explainByLrp.ts';
import { foldBatchNorm } from '../../../compute/networks/foldBatchNorm.ts';
import { disposeNetwork, loadNetwork, type Network } from '../../../compute/networks/network.ts';
import { readWeightsFile } from '../../../compute/networks/weightsFile.ts';
import type { ExplainAnswer, ExplainQuestion, LoadAnswer, LoadQuestion } from './messages.ts';

/** Fetches a file. @throws Error that names it */
export type Fetch = (address: string) => Promise<Uint8Array<ArrayBuffer>>;

/** Answers questions about one network, by the same code as the compute step. */
export class Explainer {
  readonly #fetch: Fetch;
  #network: Network | undefined;

  constructor(fetch: Fetch) {
    this.#fetch = fetch;
  }

  /** @throws Error when a file is missing, or is not the one that its header describes */
  async load({ header, binary }: LoadQuestion): Promise<LoadAnswer> {
    const [text, bytes] = await Promise.all([this.#fetch(header), this.#fetch(binary)]);
    const digest = await sha256(bytes);
    const parsed: unknown = JSON.parse(new TextDecoder().decode(text));
    const stored = foldBatchNorm(readWeightsFile(parsed, bytes, binary, digest));
    if (this.#network) disposeNetwork(this.#network);
    this.#network = loadNetwork(stored);
    return { kind: 'load', classes: stored.architecture.classes };
  }

  /** @throws Error when no network is loaded, or the composite is not known */
  explain({ image, target, composite }: ExplainQuestion): ExplainAnswer {
    const network = this.#network;
    if (!network) throw new Error('No network is loaded.');
    const rules = COMPOSITES.get(composite);
    if (!rules) throw new Error(`No composite is called ${composite}.`);
    const began = performance.now();
    const images = tf.tensor4d(image, [1, ...network.architecture.inputShape]);
    const targets = target === null ? 'predicted' : [target];
    const explained = explainByLrp(network, images, targets, rules);
    const pixels = tf.tidy(() => pixelRelevance(explained.relevance).dataSync());
    tf.dispose([images, explained.relevance]);
    return {
      kind: 'explain-by-lrp',
      logits: explained.logits,
      target: explained.targets[0]!,
      relevance: Float32Array.from(pixels),
      tensors: tf.memory().numTensors,
      milliseconds: performance.now() - began,
    };
  }
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
