import type { Assignment, Composite, LayerSite } from './composite.ts';
import type { Rule } from './rule.ts';
import * as rules from './rules.ts';

const convolutions = (rule: Rule): Assignment => ({
  matches: ({ layer }: LayerSite) => layer.type === 'conv2d',
  rule,
});

const dense = (rule: Rule): Assignment => ({
  matches: ({ layer }: LayerSite) => layer.type === 'dense',
  rule,
});

const firstLinear = (rule: Rule): Assignment => ({
  matches: ({ firstLinear }: LayerSite) => firstLinear,
  rule,
});

const firstConvolution = (rule: Rule): Assignment => ({
  matches: ({ layer, firstLinear }: LayerSite) => firstLinear && layer.type === 'conv2d',
  rule,
});

const denseEpsilon = dense(rules.epsilon(rules.DEFAULT_STABILISER));

/** One rule at every convolution and dense layer. */
export function uniform(id: string, rule: Rule): Composite {
  return { id, title: `${rule.name} everywhere`, assignments: [convolutions(rule), dense(rule)] };
}

/** LRP-0 everywhere: in a ReLU network the same as gradient × input. */
export const zero: Composite = uniform('zero', rules.zero);

/** LRP-ε everywhere. @param stabiliser ε > 0 */
export function epsilon(stabiliser: number = rules.DEFAULT_STABILISER): Composite {
  return uniform('epsilon', rules.epsilon(stabiliser));
}

/** z⁺ at convolutions, ε at dense layers. */
export const epsilonPlus: Composite = {
  id: 'epsilonPlus',
  title: 'ε, z+',
  assignments: [convolutions(rules.zPlus), denseEpsilon],
};

/** Flat at the first linear layer, z⁺ at convolutions, ε at dense layers. */
export const epsilonPlusFlat: Composite = {
  id: 'epsilonPlusFlat',
  title: 'ε, z+, flat',
  assignments: [firstLinear(rules.flat), ...epsilonPlus.assignments],
};

/**
 * zB at the first linear layer where that is a convolution, γ = 0.25 at other convolutions, ε at
 * dense layers.
 * @param low lower bound of pixels, or one a channel that the first convolution sees
 * @param high upper bound
 */
export function epsilonGammaBox(
  low: number | readonly number[],
  high: number | readonly number[],
): Composite {
  return {
    id: 'epsilonGammaBox',
    title: 'ε, γ, zB',
    assignments: [
      firstConvolution(rules.box(low, high)),
      convolutions(rules.gamma(0.25)),
      denseEpsilon,
    ],
  };
}

/** α2β1 at convolutions, ε at dense layers. */
export const epsilonAlpha2Beta1: Composite = {
  id: 'epsilonAlpha2Beta1',
  title: 'ε, α2β1',
  assignments: [convolutions(rules.alphaBeta(2, 1)), denseEpsilon],
};

/** Flat at the first linear layer, α2β1 at convolutions, ε at dense layers. */
export const epsilonAlpha2Beta1Flat: Composite = {
  id: 'epsilonAlpha2Beta1Flat',
  title: 'ε, α2β1, flat',
  assignments: [firstLinear(rules.flat), ...epsilonAlpha2Beta1.assignments],
};

/** Every named composite by its id, for pixels in [0, 1]. */
export const COMPOSITES: ReadonlyMap<string, Composite> = new Map(
  [
    zero,
    epsilon(),
    epsilonPlus,
    epsilonPlusFlat,
    epsilonGammaBox(0, 1),
    epsilonAlpha2Beta1,
    epsilonAlpha2Beta1Flat,
  ].map((composite) => [composite.id, composite]),
);
