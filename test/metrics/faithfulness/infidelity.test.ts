import { describe, expect, it } from 'vitest';
import {
  infidelity,
  normalisedInfidelity,
} from '../../../compute/metrics/faithfulness/infidelity.ts';
import { measure, scored, sum } from './handModels.ts';

describe('infidelity', () => {
  /** captum's BasicModel2, relu(relu(x₁) − 1 − relu(x₂)), at (3, 1): integrated gradients 3/2, −1/2. */
  const basic = scored([3, 1], [1, 2, 1], ([a, b]) =>
    Math.max(0, Math.max(0, a!) - 1 - Math.max(0, b!)),
  );
  const gradients = Float64Array.of(1.5, -0.5);

  it('is 0 for integrated gradients when all is removed, at any scale', () => {
    for (const scale of [1, 100]) {
      const relevances = Float64Array.of(scale * sum(gradients));
      const drops = Float64Array.of(
        basic.scores(basic.image)[0]! - basic.scores(Float32Array.of(0, 0))[0]!,
      );
      expect(normalisedInfidelity({ relevances, drops })).toBe(0);
    }
  });

  it('is 1/7 over the two pixels and both together, at any scale', () => {
    for (const scale of [1, 100]) {
      const relevances = Float64Array.of(1.5, -0.5, 1).map((value) => scale * value);
      const drops = Float64Array.of(1, -1, 1);
      expect(normalisedInfidelity({ relevances, drops })).toBeCloseTo(1 / 7, 12);
    }
  });

  it('removes single pixels of a row of two', () => {
    // Drops 1 and −1, factor 2 / 2.5: errors 0.2² and 0.6², as often as each pixel is drawn.
    const value = measure(infidelity, gradients, basic, { samples: 4000 });
    expect(Math.abs(value - (0.2 ** 2 + 0.6 ** 2) / 2)).toBeLessThan(0.01);
  });

  it('never turns a map round: its opposite has the mean squared drop', () => {
    const drops = Float64Array.of(1, -1, 1);
    const relevances = Float64Array.of(-1.5, 0.5, -1);
    expect(normalisedInfidelity({ relevances, drops })).toBe(1);
    expect(normalisedInfidelity({ relevances: new Float64Array(3), drops })).toBe(1);
    expect(() =>
      normalisedInfidelity({ relevances: new Float64Array(0), drops: new Float64Array(0) }),
    ).toThrow(RangeError);
  });
});
