import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  degradationCurves,
  evenShares,
  pixelCounts,
  type Degradation,
} from '../../compute/degrade/curve.ts';
import { saltAndPepper as saltAndPepperImage } from '../../compute/degrade/fill.ts';
import { FILLS } from '../../compute/degrade/fills/index.ts';
import type { Fill } from '../../compute/degrade/fills/fill.ts';
import { saltAndPepper } from '../../compute/degrade/fills/saltAndPepper.ts';
import { zero } from '../../compute/degrade/fills/zero.ts';
import { keepFirst, keptPixelCount } from '../../compute/degrade/keep.ts';
import { removalOrder } from '../../compute/degrade/orders.ts';
import { generatorFor } from '../../compute/random/generator.ts';

const SHAPE = [4, 5, 3] as const;
const PIXELS = SHAPE[0] * SHAPE[1];

/** Two outputs: the sum of all values, and of the first channel. */
const sums = (images: Float32Array) => {
  const size = PIXELS * SHAPE[2];
  const outputs = new Float32Array((2 * images.length) / size);
  images.forEach((value, index) => {
    const image = Math.floor(index / size);
    outputs[2 * image]! += value;
    if (index % SHAPE[2] === 0) outputs[2 * image + 1]! += value;
  });
  return outputs;
};

const degradation = (seed: number, fill: Fill, removed: ArrayLike<number>): Degradation => {
  const generator = generatorFor(seed, 'degradation');
  const image = Float32Array.from({ length: PIXELS * SHAPE[2] }, () => generator.uniform());
  const map = Float32Array.from({ length: PIXELS }, () => generator.uniform());
  return {
    image,
    shape: SHAPE,
    order: removalOrder('most-relevant-first', map, generator),
    fill: fill.prepare(image, SHAPE, generator),
    removed,
  };
};

describe('shares', () => {
  it('run from 0 to 1, both ends included', () => {
    expect([...evenShares(4)]).toEqual([0, 0.25, 0.5, 0.75, 1]);
    expect(() => evenShares(0)).toThrow(RangeError);
    expect([...pixelCounts(evenShares(10), 784)].slice(0, 3)).toEqual([0, 78, 157]);
    expect(() => pixelCounts([20], 784)).toThrow(RangeError);
  });
});

describe('degradationCurves', () => {
  it('starts at the image itself and removes pixels with all their channels', () => {
    const image = Float32Array.from({ length: PIXELS * 3 }, (_, index) => index + 1);
    const order = Int32Array.from({ length: PIXELS }, (_, pixel) => PIXELS - 1 - pixel);
    const fill = zero.prepare(image, SHAPE, generatorFor(1));
    const [curve] = degradationCurves(
      [{ image, shape: SHAPE, order, fill, removed: [0, 1, PIXELS] }],
      sums,
      2,
    );
    const whole = (60 * 61) / 2;
    expect([...curve!]).toEqual([whole, 590, whole - 60 - 59 - 58, 590 - 58, 0, 0]);
    expect(image[59]).toBe(60);
  });

  it.each(FILLS.map((fill) => [fill.id, fill] as const))(
    'gives the same for all batch sizes with %s',
    (_, fill) => {
      const counts = pixelCounts(evenShares(6), PIXELS);
      const several = [1, 2, 3].map((seed) => degradation(seed, fill, counts));
      const expected = several.flatMap((one) => degradationCurves([one], sums, 100));
      for (const batchSize of [1, 4, 9, 21, 1000]) {
        expect(degradationCurves(several, sums, batchSize)).toEqual(expected);
      }
    },
  );

  it('shows, with 80 % removed least relevant first, what keeping the top 20 % shows', () => {
    const { image } = degradation(4, saltAndPepper, []);
    const map = Float32Array.from({ length: PIXELS }, (_, pixel) => Math.sin(3 * pixel));
    const kept = keptPixelCount(0.2, PIXELS);
    const expected = new Float32Array(image.length);
    keepFirst(
      image,
      saltAndPepperImage(PIXELS, 3, generatorFor(8)),
      removalOrder('most-relevant-first', map, generatorFor(9)),
      kept,
      expected,
    );
    degradationCurves(
      [
        {
          image,
          shape: SHAPE,
          order: removalOrder('least-relevant-first', map, generatorFor(9)),
          fill: saltAndPepper.prepare(image, SHAPE, generatorFor(8)),
          removed: [PIXELS - kept],
        },
      ],
      (images) => {
        expect(images).toEqual(expected);
        return sums(images);
      },
      1,
    );
    expect.assertions(1);
  });

  it('fills batches with the points of several curves', () => {
    const sizes: number[] = [];
    const counted = (images: Float32Array) => {
      sizes.push(images.length / (PIXELS * 3));
      return sums(images);
    };
    degradationCurves([degradation(1, zero, [0, 3, 5]), degradation(2, zero, [1, 2])], counted, 4);
    expect(sizes).toEqual([4, 1]);
  });

  it('of a sum never rises as more of a bright image is blackened', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const [curve] = degradationCurves(
          [degradation(seed, zero, pixelCounts(evenShares(PIXELS), PIXELS))],
          sums,
          7,
        );
        for (let point = 2; point < curve!.length; point++) {
          expect(curve![point]!).toBeLessThanOrEqual(curve![point - 2]! + 1e-5);
        }
      }),
      { numRuns: 20 },
    );
  });

  it('refuses what does not fit together', () => {
    const good = degradation(1, zero, [0, 1]);
    expect(() => degradationCurves([good], sums, 0)).toThrow('batch size is 0');
    expect(() => degradationCurves([{ ...good, shape: [4, 5, 1] }], sums, 1)).toThrow('4 × 5 × 1');
    expect(() => degradationCurves([{ ...good, order: new Int32Array(3) }], sums, 1)).toThrow(
      'an order of 3 pixels',
    );
    expect(() => degradationCurves([good], () => new Float32Array(0), 1)).toThrow('0 numbers');
    expect(degradationCurves([], sums, 1)).toEqual([]);
  });
});
