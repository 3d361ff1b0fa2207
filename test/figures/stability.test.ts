import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { stabilitySchema, type Stability } from '../../compute/results/stability.ts';
import { printPalette } from '../../src/figures/palette.ts';
import { stabilityFigure } from '../../src/figures/trust/stability.ts';

const PUBLISHED = stabilitySchema.parse(
  JSON.parse(readFileSync('content/results/mnist/stability.json', 'utf8')),
);

/** The published overlaps of MNIST, with one method tried up to 1,000 evaluations only. */
function limited(): Stability {
  const tried = PUBLISHED.evaluations.indexOf(1000) + 1;
  return {
    ...PUBLISHED,
    rows: PUBLISHED.rows.map((row) =>
      row.id === 'kernel-shap-smoothed'
        ? {
            ...row,
            overlap: row.overlap.slice(0, tried),
            jaccard: row.jaccard.slice(0, tried),
            reaches: null,
          }
        : row,
    ),
    probabilities: PUBLISHED.probabilities.filter(
      ({ row, evaluations }) => row !== 'kernel-shap-smoothed' || evaluations <= 1000,
    ),
  };
}

describe('a method that is not tried with many evaluations', () => {
  it('says so, is silent on the published number, and has rows of what was tried', () => {
    const { finding, description, data } = stabilityFigure(limited());
    expect(description).toContain('Kernel SHAP (smoothed), whose own cost grows');
    expect(description).toContain('up to 1,000 only');
    expect(finding).toMatch(
      /two runs share[^.]*: LIME .*, LIME \(masks in pairs\) .* and Kernel SHAP \d/,
    );
    expect(finding).toContain('and by no other of them');
    const smoothed = data!.rows.filter(([method]) => method === 'Kernel SHAP, smoothed');
    expect(smoothed.map(([, evaluations]) => evaluations)).toEqual([100, 250, 500, 1000]);
  });

  it('is drawn as far as it was tried', () => {
    const maps = (own: Stability) => {
      const { drawing } = stabilityFigure(own);
      if (drawing.kind !== 'chart') throw new Error('not a chart');
      const svg = drawing.draw({ width: 700, palette: printPalette });
      expect(svg).not.toContain('NaN');
      expect(svg).not.toContain('undefined');
      return svg.split('<rect').length;
    };
    expect(maps(limited())).toBeLessThan(maps(PUBLISHED));
  });
});
