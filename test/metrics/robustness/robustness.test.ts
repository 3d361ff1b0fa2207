import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { chooseEngine } from '../../../compute/engine/chooseEngine.ts';
import {
  explainByGradient,
  explainByGradientTimesInput,
} from '../../../compute/explain/gradients/explainByGradient.ts';
import type { ExplainedImage } from '../../../compute/metrics/robustness/explainedImage.ts';
import { ROBUSTNESS_METRICS } from '../../../compute/metrics/robustness/index.ts';
import { localLipschitz } from '../../../compute/metrics/robustness/localLipschitz.ts';
import { maxSensitivity } from '../../../compute/metrics/robustness/maxSensitivity.ts';
import { generatorFor } from '../../../compute/random/generator.ts';
import { differenceOfRelus } from '../../explain/gradients/functionNetworks.ts';
import { disposeParameters, inEngine } from '../../explain/lrp/plainNetwork.ts';

const options = { radius: 0.02, samples: 10, batchSize: 4 };
const generator = () => generatorFor(1, 'near');

const image = Float32Array.from({ length: 12 }, (_, index) => index / 12);
const shape = [3, 4, 1] as const;
const explained = (method: ExplainedImage['method']): ExplainedImage => ({ image, shape, method });

/** What does not look at the image. */
const constant = explained((images) => images.map((_, index) => Math.sin(index % 12)));
/** The terms of a linear score whose weights are all 3. */
const terms = explained((images) => images.map((value) => 3 * value));

describe('exact values', () => {
  it('are 0 for a map that never changes', () => {
    for (const metric of ROBUSTNESS_METRICS) {
      expect(metric.measure(constant, options, generator())).toBe(0);
    }
  });

  it('local Lipschitz: the weight, when the map is the weighted image', () => {
    expect(localLipschitz.measure(terms, options, generator())).toBeCloseTo(3, 5);
  });

  it('max-sensitivity: the largest change of the image over its length, when the map is the image', () => {
    const draw = generator();
    const changes = Array.from({ length: 10 }, () =>
      Math.hypot(
        ...Array.from(image, (value) => {
          const changed = Math.fround(value + 0.02 * (2 * draw.uniform() - 1));
          return changed - value;
        }),
      ),
    );
    const expected = Math.max(...changes) / Math.hypot(...image);
    expect(maxSensitivity.measure(terms, options, generator())).toBeCloseTo(expected, 6);
    expect(expected).toBeLessThan((0.02 * Math.sqrt(12)) / Math.hypot(...image));
  });

  it('max-sensitivity: absolute where the map of the image is nothing', () => {
    // The rows of a batch are not the image itself: those get ones.
    const appearing = explained((images) =>
      images.length === 12 && images.every((value, index) => value === image[index])
        ? new Float32Array(12)
        : new Float32Array(images.length).fill(1),
    );
    expect(maxSensitivity.measure(appearing, options, generator())).toBeCloseTo(Math.sqrt(12), 12);
  });
});

describe("captum's relu(relu(x₁ − 1) − relu(x₂)) at [3, 1]", () => {
  beforeAll(async () => {
    await chooseEngine('cpu');
  });

  it.each([
    ['is 0 for the gradient, which does not change there', explainByGradient, 0],
    // (3, −1) becomes (3 + δ₁, −1 − δ₂): ‖δ‖/√10, and ‖δ‖ is at most 0.02 √2.
    ['is what the input changes by, for gradient × input', explainByGradientTimesInput, 0.0089],
  ] as const)('max-sensitivity %s', (_, method, most) => {
    const network = inEngine(differenceOfRelus);
    const before = tf.memory().numTensors;
    const value = maxSensitivity.measure(
      {
        image: Float32Array.of(3, 1),
        shape: [1, 2, 1],
        method: (images) => {
          const batch = tf.tensor4d(images, [images.length / 2, 1, 2, 1]);
          const { maps } = method(network, batch, Array<number>(batch.shape[0]).fill(0));
          batch.dispose();
          return maps;
        },
      },
      options,
      generator(),
    );
    expect(value).toBeLessThanOrEqual(most);
    if (most > 0) expect(value).toBeGreaterThan(most / 3);
    expect(tf.memory().numTensors).toBe(before);
    disposeParameters(network);
  });
});

describe.each(ROBUSTNESS_METRICS.map((metric) => [metric.id, metric] as const))(
  '%s',
  (_, metric) => {
    it('says what it is', () => {
      expect(metric).toMatchObject({ category: 'robustness', direction: 'lower' });
      expect(metric.needs).toEqual(['method']);
      expect(metric.source).toMatch(/\d{4}/);
    });

    it('does not depend on the batch size, and never falls with more samples', () => {
      const squares = explained((images) => images.map((value) => value ** 2));
      const of = (wrong: Partial<typeof options>) =>
        metric.measure(squares, { ...options, ...wrong }, generator());
      for (const batchSize of [1, 3, 100]) expect(of({ batchSize })).toBe(of({}));
      expect(of({ samples: 50 })).toBeGreaterThanOrEqual(of({}));
      expect(of({})).toBeGreaterThan(0);
    });

    it('takes the channels of a pixel for so many pixels, of which one carries the relevance', () => {
      const sums = (images: Float32Array) =>
        Float32Array.from(
          { length: images.length / 2 },
          (_, pixel) => images[2 * pixel]! + images[2 * pixel + 1]!,
        );
      const values = Float32Array.from({ length: 24 }, (_, index) => Math.cos(index) ** 2);
      const colours: ExplainedImage = { image: values, shape: [3, 4, 2], method: sums };
      const oneChannel: ExplainedImage = {
        image: values,
        shape: [3, 8, 1],
        method: (images) => Float32Array.from([...sums(images)].flatMap((sum) => [sum, 0])),
      };
      const value = metric.measure(colours, options, generator());
      expect(value).toBe(metric.measure(oneChannel, options, generator()));
      expect(value).toBeGreaterThan(0);
    });

    it('refuses what it cannot measure', () => {
      const of = (method: ExplainedImage['method'], wrong: Partial<typeof options> = {}) =>
        metric.measure(explained(method), { ...options, ...wrong }, generator());
      expect(() => of((images) => images.map(() => NaN))).toThrow('relevance of pixel 0 is NaN');
      expect(() => of((images) => images.slice(1))).toThrow(
        'a map of 11 pixels for an image of 12',
      );
      expect(() => of(terms.method, { radius: 0 })).toThrow('radius is 0');
      expect(() => of(terms.method, { samples: 0 })).toThrow('samples is 0');
      expect(() => of(terms.method, { batchSize: 1.5 })).toThrow('batchSize is 1.5');
      const short = { ...terms, image: image.slice(1) };
      expect(() => metric.measure(short, options, generator())).toThrow('an image of 11 numbers');
    });
  },
);
