import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  quickshiftSegments,
  type QuickshiftOptions,
} from '../../../compute/explain/segmentation/quickshift.ts';
import { generatorFor } from '../../../compute/random/generator.ts';
import { sineImage } from './sineImage.ts';

const readGolden = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../golden/${name}`, import.meta.url), 'utf8'));

interface GoldenLabels {
  readonly image: 'ring' | 'stroke';
  readonly kernelSize: number;
  readonly maxDistance: number;
  readonly ratio: number;
  readonly labels: readonly (readonly number[])[];
}

const SIDE = 20;

/** 1 inside a disc, 0 outside, a ramp between. */
function disc(row: number, column: number, radius: number, soft: number) {
  return (y: number, x: number) =>
    Math.min(1, Math.max(0, (radius - Math.hypot(y - row, x - column)) / soft + 0.5));
}

const IMAGES = {
  ring: (y: number, x: number) =>
    Math.abs(disc(9.3, 10.1, 7, 2)(y, x) - disc(9.3, 10.1, 3.4, 1.5)(y, x)),
  stroke: (y: number, x: number) =>
    Math.min(
      1,
      disc(4.2, 12.3, 3.1, 1)(y, x) + disc(9.7, 10.2, 2.7, 1)(y, x) + disc(15.1, 7.6, 3.3, 1)(y, x),
    ),
};

function greyImage(name: 'ring' | 'stroke'): Float64Array {
  return Float64Array.from({ length: SIDE * SIDE }, (_, pixel) =>
    IMAGES[name](Math.floor(pixel / SIDE), pixel % SIDE),
  );
}

/** Pixels whose label is another. */
function differing(found: Int32Array, expected: readonly number[]): number {
  return expected.filter((label, pixel) => found[pixel] !== label).length;
}

describe('quickshift', () => {
  const { quickshift } = readGolden('study_2021.json') as { quickshift: readonly GoldenLabels[] };

  it.each(quickshift.map((golden) => ({ golden })))(
    "gives scikit-image's labels of the $golden.image with kernel $golden.kernelSize, distance $golden.maxDistance and ratio $golden.ratio",
    ({ golden: { image, labels, ...options } }) => {
      const { labels: found, count } = quickshiftSegments(
        greyImage(image),
        [SIDE, SIDE, 1],
        options,
      );
      expect(differing(found, labels.flat())).toBe(0);
      expect(count).toBe(new Set(labels.flat()).size);
    },
  );

  it("gives scikit-image's labels of a colour image, as lime calls it and with smaller kernels", () => {
    const golden = readGolden('lime_base.json') as Readonly<
      Record<string, readonly (readonly number[])[]>
    >;
    const expected = (settings: string) => golden[`quickshift_{${settings}}`]!.flat();
    const labelsWith = (options: QuickshiftOptions) =>
      quickshiftSegments(sineImage(), [16, 16, 3], options).labels;
    const lime = expected("'kernel_size': 4, 'max_dist': 200, 'ratio': 0.2");
    expect(differing(labelsWith({}), lime)).toBe(0);
    const narrow = expected("'kernel_size': 1, 'max_dist': 200, 'ratio': 0.2");
    expect(differing(labelsWith({ kernelSize: 1 }), narrow)).toBe(0);
    // Ties decide these, in scikit-image by its seed; the number of segments they leave alone.
    const short = expected("'kernel_size': 2, 'max_dist': 10, 'ratio': 0.5");
    const found = labelsWith({ kernelSize: 2, maxDistance: 10, ratio: 0.5 });
    expect(new Set(found).size).toBe(new Set(short).size);
    expect(differing(found, short)).toBeLessThan(short.length / 8);
  });

  it('finds four colours in four quarters', () => {
    const pixels = new Float64Array(20 * 20 * 3);
    const colours = [
      [0, 0, 1],
      [1, 0, 0],
      [0, 1, 0],
      [1, 1, 0],
    ];
    const quarter = (pixel: number) =>
      2 * Number(Math.floor(pixel / 20) >= 10) + Number(pixel % 20 >= 10);
    for (let pixel = 0; pixel < 400; pixel++) pixels.set(colours[quarter(pixel)]!, pixel * 3);
    const { labels, count } = quickshiftSegments(pixels, [20, 20, 3], {
      kernelSize: 10,
      maxDistance: 30,
      ratio: 1,
    });
    expect(count).toBe(4);
    for (let pixel = 0; pixel < 400; pixel++) {
      expect(labels[pixel] === labels[0]).toBe(quarter(pixel) === 0);
    }
  });

  it('makes one segment of a blank image, and of ties whatever the noise against them says one tree', () => {
    const blank = new Float64Array(144).fill(0.3);
    for (const options of [{}, { tieNoise: generatorFor(1) }, { tieNoise: generatorFor(2) }]) {
      expect(quickshiftSegments(blank, [12, 12, 1], options).count).toBe(1);
    }
  });

  it('is a partition with labels from 0, and the same twice', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(0, 0.5, 1), { minLength: 81, maxLength: 81 }),
        fc.constantFrom(1, 2, 4),
        (pixels, kernelSize) => {
          const found = quickshiftSegments(pixels, [9, 9, 1], { kernelSize, ratio: 1 });
          expect(new Set(found.labels)).toEqual(
            new Set(Array.from({ length: found.count }, (_, label) => label)),
          );
          expect(quickshiftSegments(pixels, [9, 9, 1], { kernelSize, ratio: 1 })).toEqual(found);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('refuses other numbers of channels and impossible settings', () => {
    expect(() => quickshiftSegments([1, 2], [1, 1, 2])).toThrow(/2 channels/);
    expect(() => quickshiftSegments([1], [1, 1, 1], { kernelSize: 0 })).toThrow(/kernelSize 0/);
    expect(() => quickshiftSegments([1], [1, 1, 1], { ratio: 2 })).toThrow(/ratio 2/);
  });
});
