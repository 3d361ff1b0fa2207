/** What kind of quality a metric measures. */
export const METRIC_CATEGORIES = [
  'faithfulness',
  'robustness',
  'localisation',
  'complexity',
  'randomisation',
  'axioms',
  'agreement',
] as const;
export type MetricCategory = (typeof METRIC_CATEGORIES)[number];

/**
 * What must be given beside the map: a mask of the evidence, the score of changed images, the method
 * itself to explain changed images, networks with other weights, or another map of the same image.
 */
export type MetricNeed = 'mask' | 'scores' | 'method' | 'networks' | 'other map';

/** What a table or figure must know of a metric. */
export interface MetricDescription {
  /** Key in artefacts, e.g. `relevance-mass`. */
  readonly id: string;
  readonly name: string;
  readonly category: MetricCategory;
  /** Whether larger or smaller values are better. */
  readonly direction: 'higher' | 'lower';
  readonly range: readonly [least: number, most: number];
  readonly needs: readonly MetricNeed[];
  /** Where the definition comes from. */
  readonly source: string;
}
