/** What a table or figure must know of a metric. */
export interface MetricDescription {
  /** Key in artefacts, e.g. `relevance-mass`. */
  readonly id: string;
  readonly name: string;
  /** What kind of quality it measures. */
  readonly category: 'localisation';
  /** Whether larger or smaller values are better. */
  readonly direction: 'higher' | 'lower';
  readonly range: readonly [least: number, most: number];
  /** What must be given beside the map. */
  readonly needs: readonly 'mask'[];
  /** Where the definition comes from. */
  readonly source: string;
}
