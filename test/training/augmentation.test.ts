import { describe, expect, it } from 'vitest';
import { generatorFor } from '../../compute/random/generator.ts';
import { augment, drawPlacement, placementMap } from '../../compute/training/augmentation.ts';
import {
  trainingSettingsSchema,
  type AugmentationSettings,
} from '../../compute/training/settings.ts';

function settingsOf(augmentation: Record<string, unknown>): AugmentationSettings {
  return trainingSettingsSchema.parse({
    epochs: 1,
    batchSize: 1,
    initialisation: 'he',
    optimiser: { type: 'adam', learningRate: 1 },
    augmentation,
  }).augmentation;
}

function augmented(values: readonly number[], settings: AugmentationSettings, mirrored = false) {
  const image = Float32Array.from(values);
  augment(image, [3, 3, 1], settings, [mirrored], generatorFor(1, 'test'));
  return [...image];
}

const image = [1, 2, 3, 4, 5, 6, 7, 8, 9];

describe('augmentation', () => {
  it('leaves images alone without settings', () => {
    expect(augmented(image, settingsOf({}))).toEqual(image);
  });

  it('mirrors in the epochs it is told to, when flips alternate', () => {
    const settings = settingsOf({ flip: 'alternating' });
    expect(augmented(image, settings, true)).toEqual([3, 2, 1, 6, 5, 4, 9, 8, 7]);
    expect(augmented(image, settings, false)).toEqual(image);
  });

  it('draws every whole shift within the limit equally often', () => {
    const settings = settingsOf({ shift: 1 });
    const generator = generatorFor(3, 'shifts');
    const counts = new Map<string, number>();
    for (let draw = 0; draw < 9000; draw++) {
      const key = drawPlacement(settings, false, generator).shift.join();
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    expect(counts.size).toBe(9);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });

  it('keeps rotation and zoom within their limits', () => {
    const settings = settingsOf({ rotation: 10, zoom: 0.2 });
    const generator = generatorFor(4, 'turns');
    const drawn = Array.from({ length: 1000 }, () => drawPlacement(settings, false, generator));
    const turns = drawn.map(({ rotation }) => rotation);
    expect(Math.max(...turns)).toBeGreaterThan(9);
    expect(Math.max(...turns.map(Math.abs))).toBeLessThanOrEqual(10);
    const sizes = drawn.map(({ zoom }) => zoom);
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(0.8);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(1.2);
  });

  it('turns clockwise about the centre', () => {
    const quarter = { mirrored: false, shift: [0, 0], rotation: 90, zoom: 1 } as const;
    const [a, b, c, d, e, f] = placementMap(quarter, [3, 3]);
    // The top right pixel of the result comes from the top left of the image.
    expect([a * 2 + c, d * 2 + f].map(Math.round)).toEqual([0, 0]);
    // And the bottom right from the top right.
    expect([a * 2 + b * 2 + c, d * 2 + e * 2 + f].map(Math.round)).toEqual([2, 0]);
  });

  it('shifts right and down by the shift', () => {
    const moved = { mirrored: false, shift: [1, 2], rotation: 0, zoom: 1 } as const;
    const [a, b, c, d, e, f] = placementMap(moved, [9, 9]);
    expect([a * 5 + b * 5 + c, d * 5 + e * 5 + f]).toEqual([4, 3]);
  });

  it('paints one square of the size asked for', () => {
    const settings = settingsOf({ cutout: { size: 1, fill: [51] } });
    const painted = augmented(image, settings);
    expect(painted.filter((value, index) => value !== image[index])).toEqual([
      Math.fround(51 / 255),
    ]);
  });

  it('refuses a fill that does not fit the channels', () => {
    expect(() => augmented(image, settingsOf({ cutout: { size: 1, fill: [1, 2, 3] } }))).toThrow(
      /fill has 3 values, images 1 channels/,
    );
  });
});
