/** How the data of a figure become a plot of pgfplots; columns by their names in the data. */
export interface PlotSpec {
  /** One axis for each value of this column. */
  readonly panels?: string;
  /** One series for each value of this column. */
  readonly series?: string;
  readonly x: string;
  readonly y: readonly string[];
  readonly logarithmic?: boolean;
  /** Of the horizontal axis. */
  readonly logarithmicX?: boolean;
  /** Points that are not joined. */
  readonly marks?: boolean;
}

/** A chart of one row a ranking, with its interval. */
export interface RowSpec {
  /** One axis for each value of this column; each has the same rows. */
  readonly panels?: string;
  /** One series for each value of this column. */
  readonly series?: string;
  readonly rows: string;
  /** All columns but that of the rows when there is none. */
  readonly values?: readonly string[];
}

/** By the label of a figure without its study. Matrices, histograms and maps are had as PDF alone. */
const SPECS: Readonly<Record<string, PlotSpec | RowSpec>> = {
  'fig:lime-kernel': { x: 'segments_shown', y: ['kernel_weight', 'share_drawn'] },
  'fig:coalition-sizes': {
    x: 'segments_shown',
    y: ['coin_tosses', 'shapley_kernel', 'leverage_scores'],
  },
  'fig:training': {
    panels: 'network',
    x: 'epoch',
    y: ['training_accuracy', 'held_out_accuracy', 'test_accuracy'],
  },
  'fig:degradation': { rows: 'ranking', values: ['accuracy'] },
  'fig:degradation-data-sets': { rows: 'ranking' },
  'fig:curves': { panels: 'order', series: 'fill', rows: 'ranking', values: ['area_accuracy'] },
  'fig:road': { panels: 'order', series: 'ranking', x: 'removed', y: ['accuracy'] },
  'fig:stability': { series: 'method', x: 'evaluations', y: ['overlap'], logarithmicX: true },
  'fig:shapley-error': {
    series: 'estimator',
    x: 'evaluations',
    y: ['median'],
    logarithmic: true,
    logarithmicX: true,
  },
  'fig:waterfall': { rows: 'step', values: ['share'] },
  'fig:localisation': { rows: 'ranking', values: ['relevance_rank', 'relevance_mass'] },
  'fig:part-shapley': { rows: 'values', values: ['glyph', 'key'] },
  'fig:truth-scatter': {
    x: 'relevance_rank',
    y: ['keep_salt_and_pepper', 'keep_black', 'keep_grey'],
    marks: true,
  },
  'fig:bound': {
    panels: 'network',
    x: 'epoch',
    y: ['negative_bound', 'negative_log_likelihood'],
    logarithmic: true,
  },
  'fig:reliability': { panels: 'predictor', x: 'confidence', y: ['accuracy'], marks: true },
  'fig:risk-coverage': { series: 'predictor', x: 'coverage', y: ['risk'], logarithmic: true },
  'fig:rotation': {
    x: 'angle',
    y: ['accuracy', 'refused_bayes_entropy', 'harmless_bayes_entropy'],
  },
  'fig:doubt': { panels: 'order', series: 'ranking', x: 'share', y: ['entropy'] },
};

/** How the figure of a label is plotted; undefined when it is not. */
export function plotSpecOf(label: string): PlotSpec | RowSpec | undefined {
  const found = Object.keys(SPECS)
    .filter((prefix) => label === prefix || label.startsWith(`${prefix}-`))
    .sort((first, second) => second.length - first.length)[0];
  return found === undefined ? undefined : SPECS[found];
}
