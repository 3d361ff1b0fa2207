/** Colours of a figure by their role. */
export interface Palette {
  readonly ink: string;
  readonly inkSoft: string;
  readonly rule: string;
  readonly ruleStrong: string;
  readonly paper: string;
  readonly accent: string;
  readonly caution: string;
  readonly lrp: string;
  readonly lime: string;
  readonly kernelShap: string;
  readonly control: string;
  /** Networks whose weights are distributions. */
  readonly bayes: string;
  /** Ends of the grey of photographs, which look the same in both themes. */
  readonly photoDark: string;
  readonly photoLight: string;
  readonly font: string;
  /** True where nothing may be told by hue. */
  readonly monochrome: boolean;
}

/** Follows the theme of the page by the tokens of src/styles/tokens.css. */
export const pagePalette: Palette = {
  ink: 'var(--ink)',
  inkSoft: 'var(--ink-soft)',
  rule: 'var(--rule)',
  ruleStrong: 'var(--rule-strong)',
  paper: 'var(--paper)',
  accent: 'var(--accent)',
  caution: 'var(--caution)',
  lrp: 'var(--method-lrp)',
  lime: 'var(--method-lime)',
  kernelShap: 'var(--method-kernel-shap)',
  control: 'var(--control)',
  bayes: 'var(--bayes)',
  photoDark: 'var(--frame-dark)',
  photoLight: 'var(--frame-light)',
  font: 'var(--font-ui)',
  monochrome: false,
};

/** For files that stand alone: the light theme in plain values, black ink on white. */
export const printPalette: Palette = {
  ink: '#1b1b1f',
  inkSoft: '#55555e',
  rule: '#e0dfd8',
  ruleStrong: '#b9b8b0',
  paper: '#ffffff',
  accent: '#1f5fa8',
  caution: '#8a4b00',
  lrp: '#0072b2',
  lime: '#e69f00',
  kernelShap: '#009e73',
  control: '#6b6b6b',
  bayes: '#a63d7d',
  photoDark: '#000000',
  photoLight: '#ffffff',
  font: "'Source Sans 3', 'Helvetica Neue', Arial, sans-serif",
  monochrome: false,
};

/** For print without hue: methods are told apart by marks, dashes and words. */
export const inkPalette: Palette = {
  ...printPalette,
  ink: '#000000',
  inkSoft: '#444444',
  rule: '#dcdcdc',
  ruleStrong: '#aaaaaa',
  accent: '#333333',
  caution: '#000000',
  lrp: '#000000',
  lime: '#777777',
  kernelShap: '#444444',
  control: '#8a8a8a',
  bayes: '#000000',
  monochrome: true,
};

/** The one hue of a method everywhere; variants of LRP share it. Controls are grey. */
export function methodColour(palette: Palette, id: string): string {
  if (id.startsWith('lrp')) return palette.lrp;
  if (id.startsWith('lime')) return palette.lime;
  if (id.startsWith('kernel-shap')) return palette.kernelShap;
  return palette.control;
}
