import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { chooseEngine } from '../../../compute/engine/chooseEngine.ts';
import { explainByGradientTimesInput } from '../../../compute/explain/gradients/explainByGradient.ts';
import type { ImageOverBaseline } from '../../../compute/metrics/axioms/axiomMetric.ts';
import { completeness } from '../../../compute/metrics/axioms/completeness.ts';
import { AXIOM_METRICS } from '../../../compute/metrics/axioms/index.ts';
import { forward } from '../../../compute/networks/forward.ts';
import { linearNetwork } from '../../explain/gradients/functionNetworks.ts';
import { disposeParameters, inEngine } from '../../explain/lrp/plainNetwork.ts';

const weights = [3, -1, 2, 0.5, 0, 4];
const scored: ImageOverBaseline = {
  image: Float32Array.of(1, 0.5, 0.25, 1, 0.75, 0.5),
  shape: [1, 3, 2],
  baseline: new Float32Array(6),
  scores: (images) =>
    Float32Array.from({ length: images.length / 6 }, (_, row) =>
      weights.reduce((sum, weight, index) => sum + weight * images[6 * row + index]!, 7),
    ),
};
const terms = weights.map((weight, index) => weight * scored.image[index]!);
const exact = Float32Array.from([0, 1, 2], (pixel) => terms[2 * pixel]! + terms[2 * pixel + 1]!);

describe('completeness error', () => {
  it('says what it is', () => {
    expect(AXIOM_METRICS).toEqual([completeness]);
    expect(completeness).toMatchObject({ category: 'axioms', direction: 'lower', range: [0, 2] });
    expect(completeness.source).toMatch(/\d{4}/);
  });

  it('is 0 for the exact map of a linear score, one number a pixel of two channels', () => {
    expect(completeness.measure(exact, scored)).toBe(0);
  });

  it('is the share that is missing or too much', () => {
    expect(
      completeness.measure(
        exact.map((value) => value / 2),
        scored,
      ),
    ).toBeCloseTo(0.5, 12);
    expect(
      completeness.measure(
        exact.map((value) => 4 * value),
        scored,
      ),
    ).toBeCloseTo(0.75, 12);
    expect(completeness.measure(new Float32Array(3), scored)).toBe(1);
    expect(
      completeness.measure(
        exact.map((value) => -value),
        scored,
      ),
    ).toBe(2);
  });

  it('counts from the baseline', () => {
    const baseline = Float32Array.of(1, 0.5, 0, 0, 0, 0);
    const rise = exact.map((value, pixel) => (pixel === 0 ? 0 : value));
    expect(completeness.measure(rise, { ...scored, baseline })).toBe(0);
    expect(completeness.measure(exact, { ...scored, baseline })).toBeGreaterThan(0.3);
    // Nothing to explain, and nothing explained.
    const itself = { ...scored, baseline: scored.image };
    expect(completeness.measure(new Float32Array(3), itself)).toBe(0);
    expect(completeness.measure(Float32Array.of(1, -0.5, 0), itself)).toBe(1);
  });

  it('refuses what it cannot measure', () => {
    expect(() => completeness.measure(Float32Array.of(1, NaN, 0), scored)).toThrow(
      'pixel 1 is NaN',
    );
    expect(() => completeness.measure(new Float32Array(6), scored)).toThrow(
      'a map of 6 pixels for an image of 3',
    );
    const short = { ...scored, baseline: new Float32Array(5) };
    expect(() => completeness.measure(exact, short)).toThrow('hold 6 and 5 numbers');
    const unknown = { ...scored, scores: () => Float32Array.of(NaN, 1) };
    expect(() => completeness.measure(exact, unknown)).toThrow(RangeError);
  });
});

describe('of a network', () => {
  beforeAll(async () => {
    await chooseEngine('cpu');
  });

  it('is nothing but rounding for gradient × input of a linear one, in float32', () => {
    const plain = linearNetwork([5, 5, 3], 2, (feature, target) => Math.sin(feature + target));
    const network = inEngine(plain);
    const image = Float32Array.from({ length: 75 }, (_, index) => (index % 9) / 8);
    const tensor = tf.tensor4d(image, [1, 5, 5, 3]);
    const { maps } = explainByGradientTimesInput(network, tensor, [1]);
    const error = completeness.measure(maps, {
      image,
      shape: [5, 5, 3],
      baseline: new Float32Array(75),
      scores: (images) =>
        tf.tidy(() =>
          forward(network, tf.tensor4d(images, [images.length / 75, 5, 5, 3]))
            .dataSync<'float32'>()
            .filter((_, index) => index % 2 === 1),
        ),
    });
    expect(error).toBeLessThan(1e-5);
    tensor.dispose();
    disposeParameters(network);
  });
});
