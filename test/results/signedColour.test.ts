import { describe, expect, it } from 'vitest';
import { signedColour, signedColourTable } from '../../compute/results/signedColour.ts';
import { ciede2000, labSeenBy, type Vision } from './colourScience.ts';

const STEPS = 100;
const shares = Array.from({ length: STEPS + 1 }, (_, step) => (2 * step) / STEPS - 1);
const themes = ['light', 'dark'] as const;
const visions: readonly Vision[] = ['normal', 'protan', 'deutan', 'tritan'];

describe('ciede2000', () => {
  it.each([
    [[50, 2.6772, -79.7751], [50, 0, -82.7485], 2.0425],
    [[50, 2.5, 0], [50, 0, -2.5], 4.3065],
    [[50, 2.5, 0], [73, 25, -18], 27.1492],
    [[50, -1, 2], [50, 0, 0], 2.3669],
    [[22.7233, 20.0904, -46.694], [23.0331, 14.973, -42.5619], 2.0373],
    [[2.0776, 0.0795, -1.135], [0.9033, -0.0636, -0.5514], 0.9082],
  ] as const)('agrees with the published pair %j, %j', (first, second, difference) => {
    expect(ciede2000(first, second)).toBeCloseTo(difference, 4);
    expect(ciede2000(second, first)).toBeCloseTo(difference, 4);
  });
});

describe.each(themes)('the signed colour map, %s', (theme) => {
  const seen = (vision: Vision, share: number) => labSeenBy(vision, signedColour(theme, share));
  const apart = (vision: Vision, share: number) =>
    ciede2000(seen(vision, -share), seen(vision, share));

  it('gives neither sign more weight: equal lightness on both sides', () => {
    const differences = shares.map((share) =>
      Math.abs(seen('normal', share)[0] - seen('normal', -share)[0]),
    );
    expect(Math.max(...differences)).toBeLessThan(2);
  });

  it('makes equal steps of relevance look equally different', () => {
    const steps = shares
      .slice(1)
      .map((share, step) => ciede2000(seen('normal', shares[step]!), seen('normal', share)));
    expect(Math.min(...steps) / Math.max(...steps)).toBeGreaterThan(0.7);
  });

  it.each(visions)('keeps the signs apart in %s vision', (vision) => {
    expect(apart(vision, 1)).toBeGreaterThan(35);
    expect(apart(vision, 0.25)).toBeGreaterThan(20);
  });

  it('clips beyond full relevance', () => {
    expect(signedColour(theme, 7)).toEqual(signedColour(theme, 1));
    expect(signedColour(theme, -7)).toEqual(signedColour(theme, -1));
  });

  it('is a table of bytes with zero in the middle', () => {
    const table = signedColourTable(theme);
    const bytes = (share: number) =>
      signedColour(theme, share).map((primary) => Math.round(255 * primary));
    expect([...table.subarray(0, 3)]).toEqual(bytes(-1));
    expect([...table.subarray(255 * 3, 256 * 3)]).toEqual(bytes(0));
    expect([...table.subarray(510 * 3)]).toEqual(bytes(1));
  });
});
