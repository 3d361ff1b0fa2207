import { beforeAll, describe, expect, it } from 'vitest';
import { atPlace } from '../../src/results/atPlace.ts';
import { checkClaim } from '../../src/results/claim.ts';
import { useFixtureResults } from './fixtureResults.ts';

beforeAll(useFixtureResults);

// In the fixtures LRP minus LIME is 0.21, 95 % interval 0.20 … 0.22, of 10,000 images.
const difference = { study: 'mnist', path: 'degradation.differences.lrp~lime' };

describe('checkClaim', () => {
  it('lets a true sentence pass and returns what it is about', () => {
    expect(checkClaim({ ...difference, above: 0 })).toMatchObject({ value: 0.21 });
    expect(checkClaim({ ...difference, above: 0.199 })).toMatchObject({ value: 0.21 });
    expect(checkClaim({ ...difference, below: 0.221 })).toMatchObject({ value: 0.21 });
    expect(checkClaim({ ...difference, contains: 0.205 })).toMatchObject({ value: 0.21 });
    expect(checkClaim({ study: 'mnist', path: 'degradation.images', above: 9_999 })).toBe(10_000);
  });

  it.each([
    [{ above: 0.205 }, /is said to be above 0.205, but it is 0.21 \[0.2, 0.22\]/],
    [{ below: 0.215 }, /is said to be below 0.215/],
    [{ above: 0.22 }, /above 0.22/],
    [{ contains: 0 }, /is said to be undecided about 0/],
  ])('stops %j, which the interval does not bear out', (condition, message) => {
    expect(() => checkClaim({ ...difference, ...condition })).toThrow(message);
  });

  it('compares with another number of the study, interval against interval', () => {
    const lrp = { study: 'mnist', path: 'degradation.rows.lrp.accuracy' };
    expect(checkClaim({ ...lrp, above: 'degradation.rows.lime.accuracy' })).toBeDefined();
    expect(checkClaim({ ...lrp, below: 'degradation.rows.intensity.accuracy' })).toBeDefined();
    expect(() => checkClaim({ ...lrp, above: 'degradation.rows.intensity.accuracy' })).toThrow(
      /mnist degradation.rows.lrp.accuracy is said to be above degradation.rows.intensity.accuracy, 0.85 \[0.841, 0.859\], but it is 0.83/,
    );
    // 0.83 ± 0.009 and 0.81 ± 0.009 do not overlap; a number never lies above itself.
    expect(
      checkClaim({ ...lrp, above: 'degradation.rows.lrp-epsilon-plus.accuracy' }),
    ).toBeDefined();
    expect(() => checkClaim({ ...lrp, above: lrp.path })).toThrow(/is said to be above/);
  });

  it('wants exactly one condition', () => {
    expect(() => checkClaim(difference)).toThrow(/needs one of above, below and contains/);
    expect(() => checkClaim({ ...difference, above: 0, below: 1 })).toThrow(/needs one of/);
  });

  it('wants an interval where it is said to contain something', () => {
    expect(() =>
      checkClaim({ study: 'mnist', path: 'degradation.images', contains: 10_000 }),
    ).toThrow(/needs an interval/);
  });
});

describe('atPlace', () => {
  it('puts file and line in front of what went wrong', () => {
    expect(() =>
      atPlace('content/chapters/degradation.mdx:12', () => checkClaim({ ...difference, below: 0 })),
    ).toThrow(/^content\/chapters\/degradation.mdx:12: a claim of the text does not hold/);
  });

  it('hands a value through', () => {
    expect(atPlace(undefined, () => 7)).toBe(7);
  });
});
