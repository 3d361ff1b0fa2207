import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import type { LinearLayer, Term, TermRule } from './rule.ts';

/** Relevance below a layer and what did not arrive there, image by image. */
export interface Propagation {
  /** [n, …in]. */
  readonly relevance: Tensor;
  /** Σ_k b_k R_k / s(z_k), [n]. */
  readonly lostToBias: Tensor1D;
  /** Σ_k (s(z_k) − z_k) R_k / s(z_k), [n]. */
  readonly lostToStabiliser: Tensor1D;
}

/** All of the relevance arrives. */
export function conserved(relevance: Tensor): Propagation {
  const nothing = tf.zeros([relevance.shape[0]!]) as Tensor1D;
  return { relevance, lostToBias: nothing, lostToStabiliser: nothing.clone() };
}

/** Runs one step down and disposes every tensor it made but the result. */
export function tidyPropagation(work: () => Propagation): Propagation {
  const [relevance, lostToBias, lostToStabiliser] = tf.tidy(() => {
    const done = work();
    return [done.relevance, done.lostToBias, done.lostToStabiliser] as [Tensor, Tensor1D, Tensor1D];
  });
  return { relevance, lostToBias, lostToStabiliser };
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
 * @returns `quotient` R_k / s(z_k), and the relevance Σ_k R_k (1 − z_k/s(z_k)) that s takes, [n]
 */
export function divideStabilised(
  relevance: Tensor,
  total: Tensor,
  stabiliser: number,
): { quotient: Tensor; lostToStabiliser: Tensor1D } {
  if (stabiliser === 0) {
    const unreachable = tf.cast(tf.equal(total, 0), 'float32');
    return {
      quotient: tf.divNoNan(relevance, total),
      lostToStabiliser: sumPerImage(tf.mul(relevance, unreachable)),
    };
  }
  const signed = tf.sub(stabiliser, tf.mul(isNegative(total), 2 * stabiliser));
  const quotient = tf.div(relevance, tf.add(total, signed));
  return { quotient, lostToStabiliser: sumPerImage(tf.mul(quotient, signed)) };
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
    lostToBias: tf.addN(sent.map((part) => part.lostToBias)),
    lostToStabiliser: tf.addN(sent.map((part) => part.lostToStabiliser)),
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
  );
  return {
    relevance: tf.addN(
      term.parts.map((part) => tf.mul(layer.pullBack(quotient, part.kernel), part.input)),
    ),
    lostToBias:
      term.bias === null
        ? (tf.zerosLike(lostToStabiliser) as Tensor1D)
        : sumPerImage(tf.mul(quotient, term.bias)),
    lostToStabiliser,
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
