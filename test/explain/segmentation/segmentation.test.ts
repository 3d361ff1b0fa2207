import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Segmentation } from '../../../compute/explain/game.ts';
import { gaussianBlur } from '../../../compute/explain/segmentation/gaussianBlur.ts';
import { gridSegments } from '../../../compute/explain/segmentation/grid.ts';
import { paintSegments } from '../../../compute/explain/segmentation/paint.ts';
import { slicSegments } from '../../../compute/explain/segmentation/slic.ts';
import { sineImage } from './sineImage.ts';

const golden = JSON.parse(
  readFileSync(new URL('../../golden/lime_base.json', import.meta.url), 'utf8'),
) as { readonly slic16: readonly (readonly number[])[] };

/** Every label 0 … count − 1 has pixels, and they hang together by edges. */
function expectConnectedPartition({ labels, count, height, width }: Segmentation): void {
  expect(new Set(labels)).toEqual(new Set(Array.from({ length: count }, (_, label) => label)));
  const seen = new Uint8Array(labels.length);
  let components = 0;
  for (let start = 0; start < labels.length; start++) {
    if (seen[start]) continue;
    components++;
    const open = [start];
    seen[start] = 1;
    while (open.length > 0) {
      const pixel = open.pop()!;
      const [row, column] = [Math.floor(pixel / width), pixel % width];
      const neighbours = [
        row > 0 ? pixel - width : -1,
        row < height - 1 ? pixel + width : -1,
        column > 0 ? pixel - 1 : -1,
        column < width - 1 ? pixel + 1 : -1,
      ];
      for (const next of neighbours) {
        if (next < 0 || seen[next] || labels[next] !== labels[pixel]) continue;
        seen[next] = 1;
        open.push(next);
      }
    }
  }
  expect(components).toBe(count);
}

describe('grid segments', () => {
  it('cut an MNIST image into 49 cells and a CIFAR image into 64', () => {
    expect(gridSegments(28, 28, 4).count).toBe(49);
    expect(gridSegments(32, 32, 4).count).toBe(64);
  });

  it('are a connected partition for any size', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 14 }),
        (height, width, cell) => expectConnectedPartition(gridSegments(height, width, cell)),
      ),
      { numRuns: 100 },
    );
  });

  it('refuse cells of no size', () => {
    expect(() => gridSegments(4, 4, 0)).toThrow(/cell is 0/);
  });
});

describe('SLIC', () => {
  it("gives scikit-image's labels on the golden image", () => {
    const { labels, count } = slicSegments(sineImage(), [16, 16, 3], { segments: 16 });
    const expected = golden.slic16.flat();
    expect(count).toBe(new Set(expected).size);
    const differing = expected.filter((label, pixel) => labels[pixel] !== label).length;
    expect(differing).toBe(0);
  });

  it('is a connected partition with labels from 0, and the same twice', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 144, maxLength: 144 }),
        fc.integer({ min: 1, max: 20 }),
        (pixels, segments) => {
          const found = slicSegments(pixels, [12, 12, 1], { segments, compactness: 1 });
          expectConnectedPartition(found);
          expect(slicSegments(pixels, [12, 12, 1], { segments, compactness: 1 })).toEqual(found);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('of scikit-image 0.16 blurs before it takes colours for L*a*b*, and stretches nothing', () => {
    const image = sineImage();
    const old = { segments: 16, sigma: 1.5, edition: '0.16' } as const;
    const blurred = gaussianBlur(image, [16, 16, 3], 1.5);
    const { labels } = slicSegments(image, [16, 16, 3], old);
    expect(slicSegments(blurred, [16, 16, 3], { ...old, sigma: 0 }).labels).toEqual(labels);
    expect(slicSegments(image, [16, 16, 3], { segments: 16, sigma: 1.5 }).labels).not.toEqual(
      labels,
    );
    // Sixteen centres for sixteen segments, and values from 0 to 1: nothing else differs.
    const whole = image.map((value, at) => (at < 2 ? at : value));
    expect(slicSegments(whole, [16, 16, 3], { ...old, sigma: 0 })).toEqual(
      slicSegments(whole, [16, 16, 3], { segments: 16 }),
    );
  });

  it('refuses other numbers of channels and impossible settings', () => {
    expect(() => slicSegments([1, 2], [1, 1, 2], { segments: 1 })).toThrow(/2 channels/);
    expect(() => slicSegments([1], [1, 1, 1], { segments: 0 })).toThrow(/segments 0/);
  });
});

describe('painting', () => {
  it('gives each pixel the score of its segment, and refuses another number of scores', () => {
    const grid = gridSegments(2, 4, 2);
    expect([...paintSegments([1, 2], grid)]).toEqual([1, 1, 2, 2, 1, 1, 2, 2]);
    expect(() => paintSegments([1, 2, 3], grid)).toThrow(/3 scores for 2 segments/);
  });
});
