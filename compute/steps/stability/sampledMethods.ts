import type { Game } from '../../explain/game.ts';
import { explainByLime } from '../../explain/lime/lime.ts';
import { explainByKernelShap } from '../../explain/shap/kernelShap.ts';
import { explainByPermutationShapley } from '../../explain/shap/permutationShapley.ts';
import { explainByShapSampling } from '../../explain/shap/shapSampling.ts';
import { explainBySmoothedShap } from '../../explain/shap/smoothedShap.ts';
import type { Generator } from '../../random/generator.ts';

/** A method that draws coalitions. */
interface SampledMethod {
  readonly id: string;
  readonly title: string;
  /** The most evaluations that it is tried with, where its own cost grows faster than theirs. */
  readonly mostEvaluations?: number;
  /** Scores, row-major [players × outputs]. */
  readonly scores: (game: Game, evaluations: number, generator: Generator) => Float64Array;
}

/** Methods whose most relevant cells are compared between seeds. */
export const STABILITY_METHODS: readonly SampledMethod[] = [
  {
    id: 'lime',
    title: 'LIME',
    scores: (game, evaluations, generator) =>
      explainByLime(game, { evaluations }, generator).coefficients,
  },
  {
    id: 'lime-antithetic',
    title: 'LIME, masks in pairs',
    scores: (game, evaluations, generator) =>
      explainByLime(game, { evaluations, antithetic: true }, generator).coefficients,
  },
  {
    id: 'kernel-shap',
    title: 'Kernel SHAP',
    scores: (game, evaluations, generator) =>
      explainByKernelShap(game, { evaluations }, generator).values,
  },
  {
    id: 'kernel-shap-smoothed',
    title: 'Kernel SHAP, smoothed',
    // It grows with the cube of the number of pairs.
    mostEvaluations: 4000,
    scores: (game, evaluations, generator) =>
      explainBySmoothedShap(game, { evaluations }, generator).values,
  },
];

/** Of some numbers of evaluations, rising, those that a method is tried with: the first so many. */
export function triedBudgets(
  { mostEvaluations = Infinity }: SampledMethod,
  evaluations: readonly number[],
): readonly number[] {
  return evaluations.filter((budget) => budget <= mostEvaluations);
}

/** An estimator of Shapley values. */
interface ShapleyEstimator {
  readonly id: string;
  readonly title: string;
  /** Whether its standard errors are to be held against the truth. */
  readonly hasErrors: boolean;
  /** Both row-major [players × outputs]. */
  readonly estimate: (
    game: Game,
    evaluations: number,
    generator: Generator,
  ) => { readonly values: Float64Array; readonly standardErrors?: Float64Array };
}

/** Estimators that are compared with the exact values. */
export const SHAPLEY_ESTIMATORS: readonly ShapleyEstimator[] = [
  {
    id: 'kernel-shap',
    title: 'Kernel SHAP',
    hasErrors: true,
    estimate: (game, evaluations, generator) =>
      explainByKernelShap(game, { evaluations }, generator),
  },
  {
    id: 'kernel-shap-smoothed',
    title: 'Kernel SHAP, smoothed',
    hasErrors: true,
    estimate: (game, evaluations, generator) =>
      explainBySmoothedShap(game, { evaluations }, generator),
  },
  {
    id: 'shap-sampling',
    title: 'Kernel SHAP, as by shap',
    hasErrors: false,
    estimate: (game, evaluations, generator) =>
      explainByShapSampling(game, { evaluations }, generator),
  },
  {
    id: 'permutation-shapley',
    title: 'Shapley by permutations',
    hasErrors: false,
    estimate: (game, evaluations, generator) => ({
      values: explainByPermutationShapley(game, { evaluations }, generator).values,
    }),
  },
];
