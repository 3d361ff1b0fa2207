import * as tf from '@tensorflow/tfjs-core';
import { readCompressedPosterior } from '../../../compute/bayes/compressed/compressedPosterior.ts';
import { perceptronTensors, type BayesianPerceptron } from '../../../compute/bayes/denseNormals.ts';
import { loadPosterior } from '../../../compute/bayes/loadPosterior.ts';
import { imageVotes } from '../../../compute/bayes/imageVotes.ts';
import { PredictiveSum } from '../../../compute/bayes/predictiveSum.ts';
import { normalsFor } from '../../../compute/random/normals.ts';
import { costSince } from './cost.ts';
import { fetchModel, type Fetch } from './fetchBytes.ts';
import type {
  LoadPosteriorAnswer,
  LoadPosteriorQuestion,
  VoteAnswer,
  VoteQuestion,
} from './messages.ts';

/**
 * Asks networks drawn from a posterior. Of one image, drawing what a unit receives is the same as
 * drawing its weights (local reparameterisation), but takes a thousandth of the random numbers: that
 * makes a hundred networks fast enough to follow a pen.
 */
export class Voter {
  readonly #fetch: Fetch;
  readonly #posteriors = new Map<string, BayesianPerceptron>();

  constructor(fetch: Fetch) {
    this.#fetch = fetch;
  }

  /** @throws Error when a file is missing, or is not the one that its header describes */
  async load({ header, binary }: LoadPosteriorQuestion): Promise<LoadPosteriorAnswer> {
    const model = await fetchModel(this.#fetch, { header, binary });
    const stored = readCompressedPosterior(model.header, model.binary, binary, model.digest);
    const former = this.#posteriors.get(header);
    if (former) tf.dispose(perceptronTensors(former));
    this.#posteriors.set(header, loadPosterior(stored));
    return { kind: 'load-posterior', classes: stored.sizes.at(-1)! };
  }

  /** @throws Error when the posterior is not loaded */
  vote({ posterior, image, networks, seed }: VoteQuestion): VoteAnswer {
    const began = performance.now();
    const perceptron = this.#posteriors.get(posterior);
    if (!perceptron) throw new Error(`The posterior ${posterior} is not loaded.`);
    const votes = tf.tidy(() =>
      imageVotes(
        perceptron,
        tf.tensor2d(image, [1, image.length]),
        networks,
        normalsFor(seed, 'votes'),
      ),
    );
    const classes = votes.length / networks;
    const sum = new PredictiveSum(1, classes, networks);
    for (let start = 0; start < votes.length; start += classes) {
      sum.add(votes.subarray(start, start + classes));
    }
    const { total, aleatoric, epistemic } = sum.uncertainty();
    return {
      kind: 'vote',
      votes,
      mean: sum.mean(),
      median: sum.median(),
      entropy: total[0]!,
      aleatoric: aleatoric[0]!,
      mutualInformation: epistemic[0]!,
      ...costSince(began),
    };
  }
}
