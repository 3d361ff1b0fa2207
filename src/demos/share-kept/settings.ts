import type { FillId, KeepId } from './question.ts';
import type { RankerId } from './state.ts';

/** What the page knows of the study, taken from its artefacts. */
export interface ShareKeptSettings {
  /** Place in the gallery of the image shown at first. */
  readonly position: number;
  /** Step of the share kept at first: the share of the study. */
  readonly step: number;
  readonly classNames: readonly string[];
  /** Indices in the test set and true classes of the images of the gallery. */
  readonly indices: readonly number[];
  readonly labels: readonly number[];
  readonly seed: number;
  /** Composite of LRP. */
  readonly composite: string;
  /** Side of the cells that LIME and Kernel SHAP score. */
  readonly cell: number;
}

export const RANKER_TITLES: Readonly<Record<RankerId, string>> = {
  lrp: 'LRP',
  'kernel-shap': 'Kernel SHAP',
  lime: 'LIME',
  intensity: 'Brightness',
  sobel: 'Edges',
  'centred-gaussian': 'A blob in the middle',
  random: 'Chance',
};

export const FILL_TITLES: Readonly<Record<FillId, string>> = {
  'salt-and-pepper': 'salt and pepper',
  zero: 'black',
  mean: 'the mean of the image',
  'gaussian-noise': 'noise about its mean',
  blur: 'the image, blurred',
  road: 'what the neighbours suggest (ROAD)',
};

export const KEEP_TITLES: Readonly<Record<KeepId, string>> = {
  most: 'most relevant',
  least: 'least relevant',
};
