import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { stabilitySchema, type Stability } from '../../compute/results/stability.ts';
import { printPalette } from '../../src/figures/palette.ts';
import { stabilityFigure } from '../../src/figures/trust/stability.ts';

const PUBLISHED = 'content/results/mnist/stability.json';

/** The published overlaps of MNIST, with one method tried up to 1,000 evaluations only. */
function limited(): Stability {
  const stability = stabilitySchema.parse(JSON.parse(readFileSync(PUBLISHED, 'utf8')));
  const tried = stability.evaluations.indexOf(1000) + 1;
  return {
    ...stability,
    rows: stability.rows.map((row) =>
      row.id === 'kernel-shap-smoothed'
        ? {
            ...row,
            overlap: row.overlap.slice(0, tried),
            jaccard: row.jaccard.slice(0, tried),
            reaches: null,
          }
        : row,
    ),
    probabilities: stability.probabilities.filter(
      ({ row, evaluations }) => row !== 'kernel-shap-smoothed' || evaluations <= 1000,
    ),
  };
}

describe('a method that is not tried with many evaluations', () => {
  it('says so, is silent on the published number, and has rows of what was tried', () => {
    const stability = limited();
    const { finding, description, data } = stabilityFigure(stability);
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
    const stability = limited();
    const maps = (own: Stability) => {
      const { drawing } = stabilityFigure(own);
      if (drawing.kind !== 'chart') throw new Error('not a chart');
      const svg = drawing.draw({ width: 700, palette: printPalette });
      expect(svg).not.toContain('NaN');
      expect(svg).not.toContain('undefined');
      return svg.split('<rect').length;
    };
    const whole = stabilitySchema.parse(JSON.parse(readFileSync(PUBLISHED, 'utf8')));
    expect(maps(stability)).toBeLessThan(maps(whole));
  });
});
