import type { Palette } from '../palette.ts';
import type { Look } from './panel.ts';

/** The one look of a predictor in every figure. */
export function predictorLook(palette: Palette, id: string): Look {
  switch (id) {
    case 'bayes':
      return { colour: palette.bayes };
    case 'bayes-2021':
      return { colour: palette.bayes, dash: '6 3' };
    case 'ensemble':
      return { colour: palette.ink, dash: '9 3 2 3' };
    default:
      return { colour: palette.inkSoft, dash: '1.5 3' };
  }
}
