/** Where a rule may be chosen: by the kind of layer, from the top of the network down. */
export const SITES = ['dense', 'convolution', 'pixels'] as const;
export type Site = (typeof SITES)[number];

/** The rules on offer, by the names that addresses keep. */
export const RULE_KINDS = [
  'zero',
  'epsilon',
  'gamma',
  'alpha-beta',
  'z-plus',
  'w-square',
  'flat',
  'box',
] as const;
export type RuleKind = (typeof RULE_KINDS)[number];

/** A rule with its parameter: ε, γ or β = α − 1; 0 for rules without one. */
export interface RuleChoice {
  readonly kind: RuleKind;
  readonly parameter: number;
}

/** A rule for every kind of layer. */
export type RuleChoices = Readonly<Record<Site, RuleChoice>>;

/** The values that the parameter of a rule may take, rising; none for rules without one. */
export const PARAMETERS: Readonly<Record<RuleKind, readonly number[]>> = {
  zero: [],
  epsilon: [1e-6, 0.001, 0.01, 0.1, 0.25, 0.5, 1, 2, 5],
  gamma: [0, 0.1, 0.25, 0.5, 1, 2, 5, 10],
  'alpha-beta': [0, 0.5, 1, 2, 3],
  'z-plus': [],
  'w-square': [],
  flat: [],
  box: [],
};

/** What a rule starts with when it is chosen. */
const USUAL: Readonly<Partial<Record<RuleKind, number>>> = {
  epsilon: 0.25,
  gamma: 0.25,
  'alpha-beta': 1,
};

export function ruleChoice(kind: RuleKind, parameter = USUAL[kind] ?? 0): RuleChoice {
  return { kind, parameter };
}

/** Whether a rule may be chosen somewhere: bounds are known of pixels only. */
export function isOffered(kind: RuleKind, site: Site): boolean {
  return kind !== 'box' || site === 'pixels';
}

const DENSE = ruleChoice('epsilon', 1e-6);

function everywhere(choice: RuleChoice): RuleChoices {
  return { dense: choice, convolution: choice, pixels: choice };
}

/** The composites of compute/explain/lrp/composites.ts by their ids, as choices. */
export const PRESETS: Readonly<Record<string, RuleChoices>> = {
  zero: everywhere(ruleChoice('zero')),
  epsilon: everywhere(DENSE),
  epsilonPlus: { ...everywhere(ruleChoice('z-plus')), dense: DENSE },
  epsilonPlusFlat: {
    dense: DENSE,
    convolution: ruleChoice('z-plus'),
    pixels: ruleChoice('flat'),
  },
  epsilonGammaBox: {
    dense: DENSE,
    convolution: ruleChoice('gamma', 0.25),
    pixels: ruleChoice('box'),
  },
  epsilonAlpha2Beta1: { ...everywhere(ruleChoice('alpha-beta', 1)), dense: DENSE },
  epsilonAlpha2Beta1Flat: {
    dense: DENSE,
    convolution: ruleChoice('alpha-beta', 1),
    pixels: ruleChoice('flat'),
  },
};

/** The id of the composite that choices make up, if they do. */
export function presetOf(choices: RuleChoices): string | undefined {
  return Object.entries(PRESETS).find(([, preset]) =>
    SITES.every(
      (site) =>
        preset[site].kind === choices[site].kind &&
        preset[site].parameter === choices[site].parameter,
    ),
  )?.[0];
}
