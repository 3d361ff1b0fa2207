import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Localisation } from '../../compute/results/planted/localisation.ts';
import type { TruthAgreement } from '../../compute/results/planted/truthAgreement.ts';
import { localisationFigure } from '../../src/figures/planted/localisation.ts';
import { truthAgreementFigure } from '../../src/figures/planted/truthAgreement.ts';
import { plantedResults } from '../../src/results/plantedResults.ts';
import { useFixtureResults } from '../results/fixtureResults.ts';

beforeAll(useFixtureResults);
afterAll(() => {
  vi.unstubAllEnvs();
});

const metric = 'relevance-rank';
const results = plantedResults('planted');

/** The made-up localisation with the relevance rank of some rows replaced. */
function localisationWith(ranks: Readonly<Record<string, number>>): Localisation {
  const found = results.localisation('single');
  return {
    ...found,
    rows: found.rows.map((row) => {
      const value = ranks[row.id];
      if (value === undefined) return row;
      const estimate = { value, low: value - 0.01, high: value + 0.01 };
      return { ...row, metrics: { ...row.metrics, [metric]: estimate } };
    }),
  };
}

describe('the finding of a figure of localisation', () => {
  it('names the best method, and the methods that a control beats', () => {
    expect(localisationFigure(localisationWith({})).finding).toBe(
      'LIME finds the evidence best: of its most relevant pixels, as many as there are of evidence, ' +
        '76\u202f% are evidence. Sobel edges, which know nothing of the network, do better than ' +
        'LRP (ε everywhere).',
    );
  });

  it('names with the best all methods whose difference from it is undecided', () => {
    const found = localisationWith({});
    const undecided = found.differences[metric]!.map((pair) =>
      pair.first === 'lime' && pair.second === 'lrp'
        ? { ...pair, difference: { value: 0, low: -0.01, high: 0.01 } }
        : pair,
    );
    const { finding } = localisationFigure({
      ...found,
      differences: { ...found.differences, [metric]: undecided },
    });
    expect(finding).toMatch(/^LIME and LRP find the evidence best: of their .* up to 76/);
  });

  it('says when a control beats every method, and when it beats none', () => {
    const finding = (sobel: number) =>
      localisationFigure(localisationWith({ sobel, random: 0.01 })).finding;
    expect(finding(0.9)).toMatch(/do better than every method\.$/);
    expect(finding(0.02)).toMatch(/No control does clearly better than a method\.$/);
  });
});

describe('the finding of the figure of agreement with the truth', () => {
  const findingWith = (low: number, high: number) => {
    const single = results.truthAgreement('single');
    const changed: TruthAgreement = {
      ...single,
      degradations: single.degradations.map((degradation) =>
        degradation.id === 'keep-salt-and-pepper'
          ? {
              ...degradation,
              correlations: degradation.correlations.map((correlation) => ({
                ...correlation,
                rankings: { value: (low + high) / 2, low, high },
              })),
            }
          : degradation,
      ),
    };
    return truthAgreementFigure([changed]).finding;
  };

  it.each([
    [-0.4, 0.3, 'have no relation to the truth that could be told from chance'],
    [0.2, 0.8, 'follow the truth'],
    [-0.9, -0.1, 'reverse the truth'],
  ])('says of an interval from %d to %d what it allows', (low, high, words) => {
    expect(findingWith(low, high)).toContain(words);
    expect(findingWith(low, high)).toContain('with grey in its place they agree with it best');
  });
});
