import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { LinearLayer, Part, PassRule, Term, TermRule } from './rule.ts';

/** Stabiliser of the rules whose formula names none (that of zennit). */
export const DEFAULT_STABILISER = 1e-6;

const positive = (tensor: Tensor): Tensor => tf.relu(tensor);
const negative = (tensor: Tensor): Tensor => tf.sub(tensor, tf.relu(tensor));

/** The input times one kernel where it is positive, times another where it is negative. */
function bySign(layer: LinearLayer, wherePositive: Tensor, whereNegative: Tensor): Part[] {
  if (layer.nonNegative) return [{ input: layer.input, kernel: wherePositive }];
  return [
    { input: positive(layer.input), kernel: wherePositive },
    { input: negative(layer.input), kernel: whereNegative },
  ];
}

/** Contributions above 0: x⁺w⁺ + x⁻w⁻, with b⁺. */
function excitation(layer: LinearLayer, coefficient: number): Term {
  return {
    coefficient,
    parts: bySign(layer, positive(layer.kernel), negative(layer.kernel)),
    bias: layer.bias && positive(layer.bias),
    nonNegative: true,
    units: 'all',
  };
}

/** Contributions below 0: x⁺w⁻ + x⁻w⁺, with b⁻. */
function inhibition(layer: LinearLayer, coefficient: number): Term {
  return {
    coefficient,
    parts: bySign(layer, negative(layer.kernel), positive(layer.kernel)),
    bias: layer.bias && negative(layer.bias),
    units: 'all',
  };
}

function proportional(name: string, stabiliser: number): TermRule {
  return {
    kind: 'terms',
    name,
    stabiliser,
    terms: (layer) => [
      {
        coefficient: 1,
        parts: [{ input: layer.input, kernel: layer.kernel }],
        bias: layer.bias,
        total: layer.total,
        units: 'all',
      },
    ],
  };
}

/** LRP-0 (Bach et al. 2015, eq. 56): R_j = Σ_k x_j w_jk R_k / z_k, and nothing where z_k = 0. */
export const zero: TermRule = proportional('0', 0);

/**
 * LRP-ε (Bach et al. 2015, eq. 58): R_j = Σ_k x_j w_jk R_k / s(z_k).
 * @param stabiliser ε > 0, in the units of the pre-activations
 */
export function epsilon(stabiliser: number): TermRule {
  return proportional(`ε = ${stabiliser}`, stabiliser);
}

/**
 * LRP-γ (Montavon et al. 2019) for inputs and outputs of either sign: with z_k ≥ 0,
 * n_jk = x_j⁺(w + γw⁺) + x_j⁻(w + γw⁻) and bias b + γb⁺; with z_k < 0 the same with w⁺ and w⁻, b⁺
 * and b⁻ exchanged.
 * @param share γ ≥ 0: how much the contributions that agree with the unit are favoured
 */
export function gamma(share: number): TermRule {
  const favour = (tensor: Tensor, part: Tensor) => tf.add(tensor, tf.mul(part, share));
  return {
    kind: 'terms',
    name: `γ = ${share}`,
    stabiliser: DEFAULT_STABILISER,
    terms: (layer) => {
      const { kernel, bias } = layer;
      const towardsPositive = favour(kernel, positive(kernel));
      const towardsNegative = favour(kernel, negative(kernel));
      return [
        {
          coefficient: 1,
          parts: bySign(layer, towardsPositive, towardsNegative),
          bias: bias && favour(bias, positive(bias)),
          units: 'positive',
        },
        {
          coefficient: 1,
          parts: bySign(layer, towardsNegative, towardsPositive),
          bias: bias && favour(bias, negative(bias)),
          units: 'negative',
        },
      ];
    },
  };
}

/**
 * LRP-αβ (Bach et al. 2015, eq. 60): R_j = α Σ_k n_jk⁺/s(z_k⁺) R_k − β Σ_k n_jk⁻/s(z_k⁻) R_k.
 * @throws when α − β differs from 1: relevance would be made or lost at every unit
 */
export function alphaBeta(alpha: number, beta: number): TermRule {
  if (Math.abs(alpha - beta - 1) > 1e-12 || beta < 0) {
    throw new Error(
      `alphaBeta(${alpha}, ${beta}): β must be ≥ 0 and α − β must be 1; ` +
        'use alphaBeta(2, 1) or alphaBeta(1, 0).',
    );
  }
  return {
    kind: 'terms',
    name: `α${alpha}β${beta}`,
    stabiliser: DEFAULT_STABILISER,
    terms: (layer) =>
      beta === 0
        ? [excitation(layer, alpha)]
        : [excitation(layer, alpha), inhibition(layer, -beta)],
  };
}

/** z⁺ (Montavon et al. 2017), equal to α1β0: only contributions above 0 receive relevance. */
export const zPlus: TermRule = { ...alphaBeta(1, 0), name: 'z+' };

/**
 * zB, the rule for inputs in a box (Montavon et al. 2017): n_jk = x_j w_jk − l_j w_jk⁺ − h_j w_jk⁻,
 * written as (x_j − l_j) w_jk⁺ + (x_j − h_j) w_jk⁻ so that inputs at a bound contribute exactly 0.
 * The bias cancels, since b − b⁺ − b⁻ = 0. No contribution of an input in the box is below 0.
 * @param low lower bound of every input, or one a channel
 * @param high upper bound of every input, or one a channel
 */
export function box(low: number | readonly number[], high: number | readonly number[]): TermRule {
  return {
    kind: 'terms',
    name: `zB [${low}, ${high}]`,
    stabiliser: DEFAULT_STABILISER,
    terms: ({ input, kernel }) => {
      const aboveLow = above(input, low);
      const aboveHigh = above(input, high);
      return [
        {
          coefficient: 1,
          parts: [
            { input: aboveLow, kernel: positive(kernel) },
            { input: aboveHigh, kernel: negative(kernel) },
          ],
          bias: null,
          nonNegative:
            tf.min(aboveLow).dataSync()[0]! >= 0 && tf.max(aboveHigh).dataSync()[0]! <= 0,
          units: 'all',
        },
      ];
    },
  };
}

/** Inputs minus their bound. */
function above(input: Tensor, bound: number | readonly number[]): Tensor {
  if (typeof bound === 'number') return bound === 0 ? input : tf.sub(input, bound);
  const channels = input.shape.at(-1)!;
  if (bound.length !== channels) {
    throw new Error(
      `box: ${bound.length} bounds for an input of ${channels} channels; ` +
        'give one number, or one a channel.',
    );
  }
  return tf.sub(input, tf.tensor1d([...bound]));
}

/** The kernel's share alone, whatever the input: contributions with x_j = 1. */
function inputFree(
  name: string,
  terms: (layer: LinearLayer, ones: Tensor) => readonly Term[],
): TermRule {
  return {
    kind: 'terms',
    name,
    stabiliser: DEFAULT_STABILISER,
    terms: (layer) => terms(layer, tf.ones([1, ...layer.input.shape.slice(1)])),
  };
}

/** w² (Montavon et al. 2017): R_j = Σ_k w_jk² R_k / s(Σ_j w_jk² + b_k²). */
export const wSquare: TermRule = inputFree('w²', (layer, input) => [
  {
    coefficient: 1,
    parts: [{ input, kernel: tf.square(layer.kernel) }],
    bias: layer.bias && tf.square(layer.bias),
    nonNegative: true,
    units: 'all',
  },
]);

/** Flat (Lapuschkin et al. 2019): R_k spread evenly over the inputs that unit k sees. */
export const flat: TermRule = inputFree('flat', (layer, input) => [
  {
    coefficient: 1,
    parts: [{ input, kernel: tf.onesLike(layer.kernel) }],
    bias: null,
    nonNegative: true,
    units: 'all',
  },
]);

/** Relevance unchanged. */
export const pass: PassRule = { kind: 'pass', name: 'pass' };

/**
 * The same rule with every bias left out of the denominators, so that biases take no relevance.
 * The sign of a unit, which γ asks for, stays that of the network's own output.
 */
export function withoutBias(rule: TermRule): TermRule {
  return {
    ...rule,
    name: `${rule.name}, without bias`,
    terms: (layer) =>
      rule.terms(
        layer.bias === null
          ? layer
          : { ...layer, bias: null, total: layer.apply(layer.input, layer.kernel) },
      ),
  };
}
