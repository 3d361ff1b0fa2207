import { describe, expect, it } from 'vitest';
import { printedParts } from '../../../src/figures/print/parts.ts';
import { PRINT_WIDTHS } from '../../../src/figures/print/size.ts';
import { figureDefinitions, figureOf } from '../../../src/figures/registry.ts';
import { misprints } from './misprints.ts';

// Made-up results are small: only the published ones have all the rankings, classes and names that a
// page must hold.
describe.each(figureDefinitions().map(({ label }) => label))('the published %s', (label) => {
  const figure = figureOf(label);

  it.each(PRINT_WIDTHS)('fits its page, with text of 8 to 9 pt, %d cm wide', (widthCm) => {
    for (const part of printedParts(label, figure, widthCm)) {
      expect(misprints(part, widthCm), part.label).toEqual([]);
    }
  });
});
