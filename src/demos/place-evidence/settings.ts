import type { MethodId, SegmentSettings } from '../worker/messages.ts';

/** What the page knows of the study, taken from its artefacts. */
export interface PlaceEvidenceSettings {
  /** Index of the test image shown at first. */
  readonly scene: number;
  /** Test images whose backgrounds may be asked for. */
  readonly scenes: number;
  readonly classNames: readonly string[];
  readonly titles: Readonly<Record<MethodId, string>>;
  /** Seed of the study, which coalitions are drawn from. */
  readonly seed: number;
  readonly segments: Omit<SegmentSettings, 'seed' | 'index'>;
  /** Composite of LRP. */
  readonly composite: string;
}
