import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import type { LinearLayer, Term, TermRule } from './rule.ts';

/** What does not arrive below a layer, image by image. */
export interface Losses {
  /** Σ_k b_k R_k / s(z_k), [n]. */
  readonly lostToBias: Tensor1D;
  /** Σ_k (s(z_k) − z_k) R_k / s(z_k), [n]. */
  readonly lostToStabiliser: Tensor1D;
}

/** Relevance below a layer. */
export interface Propagation {
  /** [n, …in]. */
  readonly relevance: Tensor;
  /** Computed when asked for, within the same `tf.tidy`: few who want the relevance want these. */
  losses(): Losses;
}

/** All of the relevance arrives. */
export function conserved(relevance: Tensor): Propagation {
  return {
    relevance,
    losses: () => ({ lostToBias: nothing(relevance), lostToStabiliser: nothing(relevance) }),
  };
}

/** 0 an image, [n]. @param images [n, …] */
export function nothing(images: Tensor): Tensor1D {
  return tf.zeros([images.shape[0]!]);
}

/**
 * Runs one step down and disposes every tensor it made but the result.
 * @param booked whether the losses are wanted
 */
export function tidyPropagation(
  work: () => Propagation,
  booked: boolean,
): { readonly relevance: Tensor; readonly losses: Losses | null } {
  const [relevance, lostToBias, lostToStabiliser] = tf.tidy(() => {
    const { relevance, losses } = work();
    if (!booked) return [relevance];
    const { lostToBias, lostToStabiliser } = losses();
    return [relevance, lostToBias, lostToStabiliser];
  }) as [Tensor] | [Tensor, Tensor1D, Tensor1D];
  return {
    relevance,
    losses: booked ? { lostToBias: lostToBias!, lostToStabiliser: lostToStabiliser! } : null,
  };
}

/** Sum over all but the first axis: [n, …] → [n]. */
export function sumPerImage(tensor: Tensor): Tensor1D {
  return tf.sum(tf.reshape(tensor, [tensor.shape[0]!, -1]), 1);
}

/**
 * Divides relevance by stabilised totals.
 * @param relevance R_k, [n, …]
 * @param total z_k, [n or 1, …]
 * @param stabiliser ε ≥ 0
 * @param nonNegative no total is below 0
 * @returns `quotient` R_k / s(z_k), and the relevance Σ_k R_k (1 − z_k/s(z_k)) that s takes, [n]
 */
export function divideStabilised(
  relevance: Tensor,
  total: Tensor,
  stabiliser: number,
  nonNegative = false,
): { quotient: Tensor; lostToStabiliser: () => Tensor1D } {
  if (stabiliser === 0) {
    return {
      quotient: tf.divNoNan(relevance, total),
      lostToStabiliser: () => {
        const unreachable = tf.cast(tf.equal(total, 0), 'float32');
        return sumPerImage(tf.mul(relevance, unreachable));
      },
    };
  }
  const above = tf.add(total, stabiliser);
  const quotient = tf.div(
    relevance,
    nonNegative ? above : tf.where(tf.less(total, 0), tf.sub(total, stabiliser), above),
  );
  return {
    quotient,
    lostToStabiliser: () => {
      const signed = tf.sub(stabiliser, tf.mul(isNegative(total), 2 * stabiliser));
      return sumPerImage(tf.mul(quotient, signed));
    },
  };
}

/**
 * Sends relevance down through a convolution or dense layer by a rule. Call inside `tf.tidy`.
 * @param relevance R_k, [n, …out]
 */
export function propagate(rule: TermRule, layer: LinearLayer, relevance: Tensor): Propagation {
  const shares = sharesBySign(layer, relevance);
  const sent = rule
    .terms(layer)
    .map((term) => sendTerm(term, rule.stabiliser, layer, shares))
    .filter((part) => part !== null);
  return {
    relevance: tf.addN(sent.map((part) => part.relevance)),
    losses: () => {
      const losses = sent.map((part) => part.losses());
      return {
        lostToBias: tf.addN(losses.map(({ lostToBias }) => lostToBias)),
        lostToStabiliser: tf.addN(losses.map(({ lostToStabiliser }) => lostToStabiliser)),
      };
    },
  };
}

function sendTerm(
  term: Term,
  stabiliser: number,
  layer: LinearLayer,
  shares: SharesBySign,
): Propagation | null {
  const share = shares(term.units);
  if (share === null) return null;
  const reached = term.coefficient === 1 ? share : tf.mul(share, term.coefficient);
  const { quotient, lostToStabiliser } = divideStabilised(
    reached,
    term.total ?? totalOf(term, layer),
    stabiliser,
    term.nonNegative,
  );
  const { bias, parts } = term;
  const pulled = layer.pullBack(
    quotient,
    parts.map(({ kernel }) => kernel),
  );
  return {
    relevance: tf.addN(parts.map(({ input }, index) => tf.mul(pulled[index]!, input))),
    losses: () => ({
      lostToBias: bias === null ? nothing(quotient) : sumPerImage(tf.mul(quotient, bias)),
      lostToStabiliser: lostToStabiliser(),
    }),
  };
}

function totalOf(term: Term, layer: LinearLayer): Tensor {
  return [
    ...term.parts.map((part) => layer.apply(part.input, part.kernel)),
    ...(term.bias === null ? [] : [term.bias]),
  ].reduce((sum, summand) => tf.add(sum, summand));
}

/** The relevance of the units that a term acts on, or null where it is 0 throughout. */
type SharesBySign = (units: Term['units']) => Tensor | null;

/**
 * Splits relevance by the sign of its units. Below a ReLU, units that are off carry none unless a
 * rule above ignores inputs, so the test for zero saves γ half of its convolutions.
 */
function sharesBySign(layer: LinearLayer, relevance: Tensor): SharesBySign {
  let split: { readonly positive: Tensor; readonly negative: Tensor | null } | null = null;
  const splitOnce = () => {
    const below = tf.mul(relevance, isNegative(layer.output));
    return tf.max(tf.abs(below)).dataSync()[0] === 0
      ? { positive: relevance, negative: null }
      : { positive: tf.sub(relevance, below), negative: below };
  };
  return (units) => (units === 'all' ? relevance : (split ??= splitOnce())[units]);
}

/** 1 where the tensor is below 0, else 0. */
function isNegative(tensor: Tensor): Tensor {
  return tf.cast(tf.less(tensor, 0), 'float32');
}
