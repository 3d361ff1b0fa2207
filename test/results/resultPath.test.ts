import { beforeAll, describe, expect, it } from 'vitest';
import { numberAt, resultAt, valueAt } from '../../src/results/resultPath.ts';
import { useFixtureResults } from './fixtureResults.ts';

beforeAll(useFixtureResults);

describe('resultAt', () => {
  it('finds a field of a file that is named by its study alone', () => {
    expect(resultAt('mnist', 'degradation.keptPixels')).toBe(157);
  });

  it('finds a field of a file that is named by study and network', () => {
    expect(resultAt('mnist', 'evaluation.better.test.images')).toBe(10_000);
  });

  it('finds elements of lists by id and by place', () => {
    expect(resultAt('mnist', 'degradation.rows.lrp.title')).toBe('LRP');
    expect(resultAt('mnist', 'degradation.rows.0.title')).toBe('LIME');
    expect(resultAt('mnist', 'evaluation.2021.classNames.3')).toBe('3');
  });

  it('finds elements of lists by some of their fields', () => {
    const list = {
      curves: [
        { fill: 'road', row: 'lime' },
        { fill: 'road', row: 'lrp', area: 0.5 },
      ],
    };
    expect(valueAt(list, ['curves', 'fill=road,row=lrp', 'area'], 'here')).toBe(0.5);
    expect(valueAt(list, ['curves', 'fill=road', 'row'], 'here')).toBe('lime');
    expect(() => valueAt(list, ['curves', 'fill=blur,row=lrp'], 'here')).toThrow(
      'here: "curves.fill=blur,row=lrp" does not exist',
    );
    expect(() => valueAt(list, ['curves', 'constructor=Object'], 'here')).toThrow('does not exist');
  });

  it('finds a difference in both directions', () => {
    expect(numberAt('mnist', 'degradation.differences.kernel-shap~lrp')).toEqual({
      value: -0.17,
      low: -0.18,
      high: -0.16,
    });
    expect(numberAt('mnist', 'degradation.differences.lrp~kernel-shap')).toEqual({
      value: 0.17,
      low: 0.16,
      high: 0.18,
    });
    expect(numberAt('mnist', 'degradation.differences.lrp~kernel-shap.low')).toBe(0.16);
  });

  it.each([
    ['degradatoin.rows', /test\/fixtures\/results\/mnist has neither degradatoin.json nor/],
    ['degradation.row.lrp', /mnist\/degradation.json: "row" does not exist; there is header, /],
    ['degradation.rows.lrpp', /"rows.lrpp" does not exist; there is lime, kernel-shap, lrp/],
    ['degradation.differences.lrp~me', /"differences.lrp~me" does not exist; there is lime~kernel/],
    ['degradation.images.count', /"images.count" does not exist; there is number/],
    ['evaluation.best.test', /has neither evaluation.json nor evaluation-best.json/],
  ])('says of %s where the path ends', (path, message) => {
    expect(() => resultAt('mnist', path)).toThrow(message);
  });

  it('says what to do about a study without results', () => {
    expect(() => resultAt('cifar0', 'degradation.images')).toThrow(/npm run report/);
  });

  it('does not follow what objects inherit', () => {
    expect(() => valueAt({}, ['constructor'], 'here')).toThrow(/"constructor" does not exist/);
  });
});

describe('numberAt', () => {
  it('refuses what is no number', () => {
    expect(() => numberAt('mnist', 'degradation.fill')).toThrow(
      /"degradation.fill" is no number but "salt-and-pepper"/,
    );
    expect(() => numberAt('mnist', 'degradation.rows.lrp')).toThrow(/is no number/);
  });
});
