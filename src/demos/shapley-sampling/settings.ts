import type { SegmentSettings } from '../worker/messages.ts';

/** What the page knows of the study, taken from its artefacts. */
export interface ShapleySamplingSettings {
  /** Place in the gallery of the image shown at first. */
  readonly position: number;
  /** Coalitions drawn at first. */
  readonly evaluations: number;
  readonly classNames: readonly string[];
  /** Indices in the test set of the images of the gallery, which coalitions are drawn by. */
  readonly indices: readonly number[];
  readonly segments: Omit<SegmentSettings, 'index' | 'evaluations'>;
}

/** Side of a cell in pixels: three by three of them cover an image, the outer ones with less. */
export const LARGE_CELL = 10;

/** Samples from which the error at a budget is measured. */
export const ERROR_SAMPLES = 20;

export const CELL_NAMES = [
  'upper left',
  'top',
  'upper right',
  'left',
  'middle',
  'right',
  'lower left',
  'bottom',
  'lower right',
] as const;
