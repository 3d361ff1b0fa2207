import { describe, expect, it } from 'vitest';
import { blur } from '../../../compute/degrade/fills/blur.ts';
import type { Fill, ImageShape } from '../../../compute/degrade/fills/fill.ts';
import { FILLS, fillById } from '../../../compute/degrade/fills/index.ts';
import { mean } from '../../../compute/degrade/fills/mean.ts';
import { gaussianNoise, uniformNoise } from '../../../compute/degrade/fills/noise.ts';
import {
  saltAndPepper,
  saltAndPepperPerChannel,
} from '../../../compute/degrade/fills/saltAndPepper.ts';
import { zero } from '../../../compute/degrade/fills/zero.ts';
import { generatorFor } from '../../../compute/random/generator.ts';

const SHAPE: ImageShape = [40, 50, 3];
const PIXELS = 40 * 50;
const image = Float32Array.from(
  { length: PIXELS * 3 },
  (_, index) => 0.5 + 0.2 * Math.sin(index) + 0.1 * (index % 3),
);
const everyPixel = Int32Array.from({ length: PIXELS }, (_, pixel) => pixel);

const filled = (fill: Fill, removed = everyPixel, seed = 1, source = image, shape = SHAPE) => {
  const target = source.slice();
  fill.prepare(source, shape, generatorFor(seed))(removed, target);
  return target;
};
const average = (values: ArrayLike<number>) =>
  Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
const channel = (values: Float32Array, index: number) =>
  values.filter((_, position) => position % 3 === index);

describe.each(FILLS.map((fill) => [fill.id, fill] as const))('fill %s', (id, fill) => {
  it('says what it is and is found', () => {
    expect(id).toMatch(/^[a-z-]+$/);
    expect(fill.name).not.toBe('');
    expect(fill.source).toMatch(/\d{4}/);
    expect(fillById(id)).toBe(fill);
  });

  it('changes removed pixels alone, all their channels, and leaves the image', () => {
    const before = image.slice();
    const removed = Int32Array.of(7, 1999, 300, 301);
    const target = filled(fill, removed);
    const isRemoved = (index: number) => removed.includes(Math.floor(index / 3));
    const changed = [...image.keys()].filter((index) => target[index] !== image[index]);
    expect(changed).toEqual([...image.keys()].filter(isRemoved));
    expect(image).toEqual(before);
    expect(filled(fill, new Int32Array(0))).toEqual(image);
  });

  it('is the same for the same seed and finite everywhere', () => {
    const target = filled(fill);
    expect(filled(fill)).toEqual(target);
    expect(target.every((value) => Number.isFinite(value))).toBe(true);
  });
});

it('names the fills there are when asked for another', () => {
  expect(() => fillById('purple')).toThrow(/no fill purple; there are salt-and-pepper, /);
});

describe('fills', () => {
  it.each([saltAndPepper, uniformNoise])('$id keeps a pixel alike on the whole curve', (fill) => {
    const prepared = fill.prepare(image, SHAPE, generatorFor(2));
    const [early, late] = [image.slice(), image.slice()];
    prepared(everyPixel.subarray(10, 11), early);
    prepared(everyPixel, late);
    expect(early.subarray(30, 33)).toEqual(late.subarray(30, 33));
  });

  it('salt and pepper is one coin a pixel, or one a channel', () => {
    const [alike, apart] = [filled(saltAndPepper), filled(saltAndPepperPerChannel)];
    for (const noise of [alike, apart]) {
      expect(new Set(noise)).toEqual(new Set([0, 1]));
      expect(Math.abs(average(noise) - 0.5)).toBeLessThan(0.04);
    }
    expect(channel(alike, 1)).toEqual(channel(alike, 0));
    const agreeing = channel(apart, 0).filter((value, pixel) => value === apart[3 * pixel + 1]);
    expect(Math.abs(agreeing.length / PIXELS - 0.5)).toBeLessThan(0.05);
  });

  it('black is 0', () => {
    expect(filled(zero)).toEqual(new Float32Array(image.length));
  });

  it('the mean is one colour, channel by channel', () => {
    const target = filled(mean);
    for (let index = 0; index < 3; index++) {
      expect(new Set(channel(target, index)).size).toBe(1);
      expect(target[index]).toBeCloseTo(average(channel(image, index)), 6);
    }
  });

  it('blur keeps an even image and the mean of a small bright spot, spread over 4σ', () => {
    const even = new Float32Array(32 * 32).fill(0.7);
    const all = Int32Array.from(even.keys());
    for (const value of filled(blur, all, 1, even, [32, 32, 1])) {
      expect(value).toBeCloseTo(0.7, 6);
    }
    const spot = new Float32Array(64 * 64);
    spot[32 * 64 + 32] = 1;
    const pixels = Int32Array.from(spot.keys());
    const blurred = filled(blur, pixels, 1, spot, [64, 64, 1]);
    expect(blurred.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 4);
    // σ = 64 / 8 pixels: the height of a bell in two dimensions.
    expect(blurred[32 * 64 + 32]).toBeCloseTo(1 / (2 * Math.PI * 64), 5);
    expect(blurred[32 * 64 + 40]! / blurred[32 * 64 + 32]!).toBeCloseTo(Math.exp(-0.5), 4);
  });

  it('uniform noise fills 0 … 1 evenly, Gaussian noise has the mean and spread of a channel', () => {
    const uniform = filled(uniformNoise);
    expect(Math.abs(average(uniform) - 0.5)).toBeLessThan(0.02);
    expect(Math.abs(average(uniform.map((value) => (value - 0.5) ** 2)) - 1 / 12)).toBeLessThan(
      0.005,
    );
    for (let index = 0; index < 3; index++) {
      const noise = channel(filled(gaussianNoise), index);
      const expected = channel(image, index);
      const spread = (values: Float32Array) =>
        Math.sqrt(average(values.map((value) => value ** 2)) - average(values) ** 2);
      expect(Math.abs(average(noise) - average(expected))).toBeLessThan(0.02);
      expect(Math.abs(spread(noise) - spread(expected))).toBeLessThan(0.02);
      expect(noise.every((value) => value >= 0 && value <= 1)).toBe(true);
    }
  });
});
