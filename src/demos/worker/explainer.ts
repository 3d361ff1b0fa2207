import * as tf from '@tensorflow/tfjs-core';
import { COMPOSITES } from '../../../compute/explain/lrp/composites.ts';
import { explainByLrp, pixelRelevance } from '../../../compute/explain/lrp/explainByLrp.ts';
import { foldBatchNorm } from '../../../compute/networks/foldBatchNorm.ts';
import { foldRepeatedChannels } from '../../../compute/networks/foldRepeatedChannels.ts';
import {
  disposeNetwork,
  loadNetwork,
  type Network,
  type StoredNetwork,
} from '../../../compute/networks/network.ts';
import { readPublishedWeights } from '../../../compute/networks/publishedWeights.ts';
import type { WeightsHeader } from '../../../compute/networks/weightsFile.ts';
import { costSince } from './cost.ts';
import { fetchModel, type Fetch } from './fetchBytes.ts';
import type {
  CompareAnswer,
  CompareQuestion,
  ExplainAnswer,
  ExplainQuestion,
  LoadAnswer,
  LoadQuestion,
} from './messages.ts';

/** A network in two forms that say the same. */
interface Loaded {
  /** As it was built, which is what LRP explains. */
  readonly whole: Network;
  /** From the fewest layers, for those who only ask what it says: twice as fast where grey is repeated. */
  readonly inference: Network;
}

/** Answers questions about networks, by the same code as the compute step. */
export class Explainer {
  readonly #fetch: Fetch;
  readonly #networks = new Map<string, Loaded>();

  constructor(fetch: Fetch) {
    this.#fetch = fetch;
  }

  /** @throws Error when a file is missing, or is not the one that its header describes */
  async load({ header, binary }: LoadQuestion): Promise<LoadAnswer> {
    const model = await fetchModel(this.#fetch, { header, binary });
    const published = model.header as WeightsHeader;
    const stored = foldBatchNorm(
      readPublishedWeights(published, model.binary, binary, model.digest),
    );
    this.keep(header, stored);
    return { kind: 'load', classes: stored.architecture.classes };
  }

  /** Takes a network without batch norm in, in place of one that had the same name. */
  keep(name: string, stored: StoredNetwork): void {
    const former = this.#networks.get(name);
    if (former) [former.whole, former.inference].forEach(disposeNetwork);
    this.#networks.set(name, {
      whole: loadNetwork(stored),
      inference: loadNetwork(foldRepeatedChannels(stored)),
    });
  }

  /** @throws Error when the network is not loaded, or the composite is not known */
  explain(question: ExplainQuestion): ExplainAnswer {
    const began = performance.now();
    const explained = this.#byLrp(question, question.target);
    return { kind: 'explain-by-lrp', ...explained, ...costSince(began) };
  }

  /** @throws Error when the network is not loaded, or the composite is not known */
  async explainByAll(question: CompareQuestion): Promise<CompareAnswer> {
    // Of use to some demos only, so that the others need not load it.
    const { segmentMaps } = await import('./segmentMaps.ts');
    const began = performance.now();
    const { relevance, logits, target } = this.#byLrp(question, null);
    const network = this.inferenceNetwork(question.network);
    const maps = segmentMaps(network, question.image, target, question.segments);
    return {
      kind: 'explain-by-all',
      logits,
      target,
      maps: { ...maps, lrp: relevance },
      ...costSince(began),
    };
  }

  /** @throws Error when the network is not loaded */
  network(header: string): Network {
    return this.#loaded(header).whole;
  }

  /** The same logits sooner. @throws Error when the network is not loaded */
  inferenceNetwork(header: string): Network {
    return this.#loaded(header).inference;
  }

  #loaded(header: string): Loaded {
    const loaded = this.#networks.get(header);
    if (!loaded) throw new Error(`The network ${header} is not loaded.`);
    return loaded;
  }

  #byLrp(
    { network: header, image, composite }: Omit<ExplainQuestion, 'kind' | 'target'>,
    target: number | null,
  ): Pick<ExplainAnswer, 'logits' | 'target' | 'relevance'> {
    const network = this.network(header);
    const rules = COMPOSITES.get(composite);
    if (!rules) throw new Error(`No composite is called ${composite}.`);
    const images = tf.tensor4d(image, [1, ...network.architecture.inputShape]);
    const targets = target === null ? 'predicted' : [target];
    const explained = explainByLrp(network, images, targets, rules);
    const pixels = tf.tidy(() => pixelRelevance(explained.relevance).dataSync());
    tf.dispose([images, explained.relevance]);
    return {
      logits: explained.logits,
      target: explained.targets[0]!,
      relevance: Float32Array.from(pixels),
    };
  }
}
