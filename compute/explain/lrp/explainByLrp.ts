import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D, Tensor3D, Tensor4D } from '@tensorflow/tfjs-core';
import type { Network } from '../../networks/network.ts';
import { ruleFor, type Composite } from './composite.ts';
import type { LedgerRow } from './ledger.ts';
import { meanProportional, winnerTakesAll } from './poolingRules.ts';
import {
  conserved,
  propagate,
  sumPerImage,
  tidyPropagation,
  type Losses,
  type Propagation,
} from './propagate.ts';
import { requireFit, requireRules } from './requirements.ts';
import { pass } from './rules.ts';
import { traceForward, type TracedLayer } from './trace.ts';

/** Relevance of a batch of images. Dispose `relevance`. */
export interface LrpExplanation {
  /** [n, height, width, channels], in the units of the logit; see `pixelRelevance`. */
  readonly relevance: Tensor4D;
  /** Row-major [n × classes]. */
  readonly logits: Float32Array;
  /** The class explained, image by image. */
  readonly targets: readonly number[];
}

/** An explanation with its books. Dispose `relevance`. */
export interface BookedLrpExplanation extends LrpExplanation {
  /** One row a layer, from the logits down to the pixels. */
  readonly ledger: readonly LedgerRow[];
}

type StepName = Pick<LedgerRow, 'layer' | 'type' | 'rule'>;

type Targets = readonly number[] | 'predicted';

interface Step extends StepName {
  readonly relevance: Tensor;
  /** Null where no books are kept. */
  readonly losses: Losses | null;
}

/**
 * Layer-wise relevance propagation (Bach et al. 2015). Starts from the logit of the target, never
 * from the softmax, and hands it down layer by layer; each image is explained on its own, whatever
 * the batch. Memory grows with the batch, so explain large sets in batches of about 64.
 *
 * Convolutions and dense layers follow the composite. ReLU, dropout, flatten and scale pass
 * relevance unchanged; repeatChannels adds up the copies; average pooling is an ε-rule for a mean;
 * max pooling gives all to the first maximum. `standardise` is folded into the next linear layer.
 * @param images [n, height, width, channels], pixels in [0, 1]
 * @param targets one class an image, or the class of the largest logit
 * @throws when a batch norm is left to fold, a shape or target does not fit, or no rule matches
 */
export function explainByLrp(
  network: Network,
  images: Tensor4D,
  targets: Targets,
  composite: Composite,
): LrpExplanation {
  const {
    relevance,
    logits,
    targets: chosen,
  } = explain(network, images, targets, composite, false);
  return { relevance, logits, targets: chosen };
}

/**
 * The same with a ledger of where relevance goes at every layer. Adding that up takes about a tenth
 * longer.
 * @throws as `explainByLrp` does
 */
export function explainByLrpWithLedger(
  network: Network,
  images: Tensor4D,
  targets: Targets,
  composite: Composite,
): BookedLrpExplanation {
  return explain(network, images, targets, composite, true);
}

/** @param booked whether a ledger is kept; it is empty otherwise */
function explain(
  network: Network,
  images: Tensor4D,
  targets: Targets,
  composite: Composite,
  booked: boolean,
): BookedLrpExplanation {
  requireFit(network, images, targets);
  requireRules(network, composite);
  const { relevance, logits, chosen, steps, sums } = tf.tidy(() => {
    const traced = traceForward(network, images);
    const logits = traced.at(-1)!.output as Tensor2D;
    const chosen = targets === 'predicted' ? [...tf.argMax(logits, 1).dataSync()] : [...targets];
    const start = tf.mul(oneHot(chosen, logits.shape[1]), logits);
    const steps = descend(traced, start, composite, booked);
    return {
      relevance: steps.at(-1)!.relevance.clone() as Tensor4D,
      logits: logits.dataSync() as Float32Array,
      chosen,
      steps: steps.map(({ layer, type, rule }) => ({ layer, type, rule })),
      sums: booked ? (accounts(start, steps).dataSync() as Float32Array) : new Float32Array(),
    };
  });
  const ledger = booked ? ledgerOf(steps, sums, images.shape[0]) : [];
  return { relevance, logits, targets: chosen, ledger };
}

/**
 * One signed number a pixel: the sum of the relevance of its channels, so that the map adds up to
 * what the image's channels received.
 * @param relevance [n, height, width, channels]
 * @returns [n, height, width]
 */
export function pixelRelevance(relevance: Tensor4D): Tensor3D {
  return tf.sum(relevance, 3);
}

/** `tf.oneHot` refuses a single class. */
function oneHot(targets: readonly number[], classes: number): Tensor2D {
  const rows = new Float32Array(targets.length * classes);
  targets.forEach((target, image) => (rows[image * classes + target] = 1));
  return tf.tensor2d(rows, [targets.length, classes]);
}

function descend(
  traced: readonly TracedLayer[],
  start: Tensor,
  composite: Composite,
  booked: boolean,
): Step[] {
  const firstLinear = traced.find(({ linear }) => linear !== null);
  let relevance = start;
  return traced.toReversed().map((layer) => {
    const step = stepDown(layer, relevance, composite, layer === firstLinear, booked);
    relevance = step.relevance;
    return step;
  });
}

function stepDown(
  traced: TracedLayer,
  relevance: Tensor,
  composite: Composite,
  firstLinear: boolean,
  booked: boolean,
): Step {
  const { index, layer, input, output, linear } = traced;
  const step = (rule: string, work: () => Propagation): Step => ({
    layer: index,
    type: layer.type,
    rule,
    ...tidyPropagation(work, booked),
  });
  if (linear !== null) {
    const rule = ruleFor(composite, { index, layer, firstLinear })!;
    return step(rule.name, () =>
      rule.kind === 'pass'
        ? conserved(tf.reshape(relevance, input.shape))
        : propagate(rule, linear, relevance),
    );
  }
  switch (layer.type) {
    case 'maxPool':
    case 'averagePool': {
      const rule = layer.type === 'maxPool' ? winnerTakesAll : meanProportional;
      return step(rule.name, () =>
        rule.propagate(layer, input as Tensor4D, output as Tensor4D, relevance as Tensor4D),
      );
    }
    case 'repeatChannels':
      return step('sum of the copies', () => conserved(sumOfCopies(relevance, input, layer.times)));
    case 'standardise':
      return step('folded into the next linear layer', () => conserved(relevance.clone()));
    default:
      return step(pass.name, () => conserved(tf.reshape(relevance, input.shape)));
  }
}

function sumOfCopies(relevance: Tensor, input: Tensor, times: number): Tensor {
  const channels = input.shape.at(-1)!;
  return tf.reshape(tf.sum(tf.reshape(relevance, [-1, times, channels]), 1), input.shape);
}

/** Relevance that starts, then out, bias and stabiliser of every step: [1 + 3 steps, n]. */
function accounts(start: Tensor, steps: readonly Step[]): Tensor2D {
  return tf.stack([
    sumPerImage(start),
    ...steps.flatMap(({ relevance, losses }) => [
      sumPerImage(relevance),
      losses!.lostToBias,
      losses!.lostToStabiliser,
    ]),
  ]) as Tensor2D;
}

function ledgerOf(steps: readonly StepName[], sums: Float32Array, images: number): LedgerRow[] {
  const row = (index: number) => sums.slice(index * images, (index + 1) * images);
  return steps.map((name, step) => ({
    ...name,
    relevanceIn: row(step === 0 ? 0 : 3 * step - 2),
    relevanceOut: row(3 * step + 1),
    lostToBias: row(3 * step + 2),
    lostToStabiliser: row(3 * step + 3),
  }));
}
