import type { Tensor } from '@tensorflow/tfjs-core';
import type { LinearMap } from './linearMap.ts';

/**
 * A convolution or dense layer at the inputs it saw: z_k = Σ_j x_j w_jk + b_k.
 * A standardisation that stands before the layer is part of its kernel and bias.
 */
export interface LinearLayer extends LinearMap {
  /** x, [n, …in]. */
  readonly input: Tensor;
  /** No value of the input is below 0, so its negative part need not be computed. */
  readonly nonNegative: boolean;
  readonly kernel: Tensor;
  /** Broadcasts to the output; null where the layer has none or the rule leaves it out. */
  readonly bias: Tensor | null;
  /** What the network computed: z with the network's bias, [n, …out]. */
  readonly output: Tensor;
  /** Σ_j x_j w_jk plus `bias` as given above: equals `output` unless a rule leaves the bias out. */
  readonly total: Tensor;
}

/** One part of a sum of contributions: n_jk = input_j · kernel_jk. */
export interface Part {
  /** [n or 1, …in]: the layer's input, its positive part, a bound, or ones. */
  readonly input: Tensor;
  /** Of the shape of the layer's kernel. */
  readonly kernel: Tensor;
}

/**
 * R_j = Σ_terms c Σ_k (Σ_parts n_jk) R_k / s(z_k), with z_k = Σ_j Σ_parts n_jk + bias_k and
 * s(z) = z + ε sign(z), sign(0) = 1.
 */
export interface Term {
  /** c; the coefficients of the terms that act on one unit add up to 1. */
  readonly coefficient: number;
  readonly parts: readonly Part[];
  readonly bias: Tensor | null;
  /** z where it is known already; computed from parts and bias otherwise. */
  readonly total?: Tensor;
  /** z is never below 0, so that s(z) need not ask for its sign. */
  readonly nonNegative?: boolean;
  /** Units that the term acts on, by the sign of the network's own z_k (0 counts as positive). */
  readonly units: 'all' | 'positive' | 'negative';
}

/** How relevance goes down through a convolution or dense layer, stated as terms. */
export interface TermRule {
  readonly kind: 'terms';
  /** For ledgers and legends, e.g. `γ = 0.25`. */
  readonly name: string;
  /** ε ≥ 0 of every denominator; with 0, units whose denominator is 0 hand nothing on. */
  readonly stabiliser: number;
  terms(layer: LinearLayer): readonly Term[];
}

/** Relevance unchanged, for layers that keep the shape of what they see. */
export interface PassRule {
  readonly kind: 'pass';
  readonly name: string;
}

export type Rule = TermRule | PassRule;
