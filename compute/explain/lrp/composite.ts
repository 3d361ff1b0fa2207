import type { Layer } from '../../networks/architecture.ts';
import type { Rule } from './rule.ts';

/** A layer as a composite sees it. */
export interface LayerSite {
  readonly index: number;
  readonly layer: Layer;
  /** The convolution or dense layer nearest to the image. */
  readonly firstLinear: boolean;
}

/**
 * Which rule each layer gets: the first assignment that matches. Only convolutions and dense layers
 * (and batch norms left unfolded on purpose, with `pass`) are asked for; other layers have one way
 * to hand relevance down.
 */
export interface Composite {
  /** Key in `COMPOSITES` and in artefacts. */
  readonly id: string;
  /** For legends and tables. */
  readonly title: string;
  readonly assignments: readonly Assignment[];
}

export interface Assignment {
  readonly matches: (site: LayerSite) => boolean;
  readonly rule: Rule;
}

/** The rule of a layer, or undefined where no assignment matches. */
export function ruleFor(composite: Composite, site: LayerSite): Rule | undefined {
  return composite.assignments.find((assignment) => assignment.matches(site))?.rule;
}

/** The base with other rules at some layers, by their index in the architecture. */
export function withRulesAt(base: Composite, rules: ReadonlyMap<number, Rule>): Composite {
  return {
    id: `${base.id}, chosen by layer`,
    title: `${base.title}, chosen by layer`,
    assignments: [
      ...[...rules].map(([index, rule]) => ({
        matches: (site: LayerSite) => site.index === index,
        rule,
      })),
      ...base.assignments,
    ],
  };
}
