import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CLASSES,
  drawPlantedImage,
  PART,
  type PlantedVariant,
} from '../../../compute/datasets/planted/plantedImage.ts';

const variants: readonly PlantedVariant[] = [
  { kind: 'single' },
  { kind: 'pair' },
  { kind: 'absence' },
  { kind: 'shortcut', rate: 0.5 },
  { kind: 'blank' },
];

const anyImage = {
  variant: fc.constantFrom(...variants),
  index: fc.nat({ max: 100_000 }),
  label: fc.nat({ max: CLASSES - 1 }),
};

/** Parts that depend on the class. */
const EVIDENCE: readonly number[] = [PART.evidence, PART.secondPiece, PART.mark];

function differing(one: Uint8Array, other: Uint8Array): number[] {
  return [...one.keys()].filter((pixel) => one[pixel] !== other[pixel]);
}

function pixelsOf(parts: Uint8Array, wanted: readonly number[]): number[] {
  return [...parts.keys()].filter((pixel) => wanted.includes(parts[pixel]!));
}

describe('planted images', () => {
  it('differ from their class-free twin exactly in the evidence', () => {
    fc.assert(
      fc.property(
        anyImage.variant.filter(({ kind }) => kind !== 'blank'),
        anyImage.index,
        anyImage.label,
        (variant, index, label) => {
          const { pixels, twin, parts } = drawPlantedImage(variant, 'test', index, label);
          expect(differing(pixels, twin)).toEqual(pixelsOf(parts, EVIDENCE));
        },
      ),
      { seed: 1 },
    );
  });

  it('have the same twin, the same parts and the same pixels outside the evidence in every class', () => {
    fc.assert(
      fc.property(
        anyImage.variant,
        anyImage.index,
        anyImage.label,
        anyImage.label,
        (variant, index, one, other) => {
          const first = drawPlantedImage(variant, 'test', index, one);
          const second = drawPlantedImage(variant, 'test', index, other);
          expect(second.twin).toEqual(first.twin);
          expect(second.parts).toEqual(first.parts);
          for (const pixel of differing(first.pixels, second.pixels)) {
            expect(EVIDENCE).toContain(first.parts[pixel]);
          }
        },
      ),
      { seed: 2 },
    );
  });

  it('keep evidence, distractors and corner apart, 64 pixels a window', () => {
    fc.assert(
      fc.property(anyImage.index, (index) => {
        const { parts } = drawPlantedImage({ kind: 'shortcut', rate: 1 }, 'train', index, 3);
        const sizes = [0, 1, 2, 3, 4, 5, 6].map((part) => pixelsOf(parts, [part]).length);
        expect(sizes).toEqual([1024 - 4 * 64 - 16, 64, 0, 16, 64, 64, 64]);
        const corner = [0, 1, 2, 3, 4, 5].flatMap((row) => [
          ...parts.slice(row * 32, row * 32 + 6),
        ]);
        expect(corner.every((part) => part === PART.background || part === PART.mark)).toBe(true);
      }),
      { seed: 3 },
    );
  });

  it('show two pieces, neither of which decides: the key swaps partners', () => {
    const pair: PlantedVariant = { kind: 'pair' };
    const keys = new Set<boolean>();
    for (let index = 0; index < 20; index++) {
      const even = drawPlantedImage(pair, 'test', index, 4);
      const odd = drawPlantedImage(pair, 'test', index, 5);
      const single = drawPlantedImage({ kind: 'single' }, 'test', index, 4);
      const glyph = pixelsOf(even.parts, [PART.evidence]);
      const key = pixelsOf(even.parts, [PART.secondPiece]);
      const at = (pixels: Uint8Array, places: number[]) => places.map((pixel) => pixels[pixel]);
      // The key is the same for both partners; the glyph that is shown is not.
      expect(at(even.pixels, key)).toEqual(at(odd.pixels, key));
      expect(at(even.pixels, glyph)).not.toEqual(at(odd.pixels, glyph));
      const bright = at(even.pixels, glyph).join() === at(single.pixels, glyph).join();
      const swapped = at(odd.pixels, glyph).join() === at(single.pixels, glyph).join();
      expect(bright).not.toBe(swapped);
      keys.add(bright);
    }
    expect(keys.size).toBe(2);
  });

  it('show absence as black ink and everything else in the light', () => {
    const { pixels, parts } = drawPlantedImage({ kind: 'absence' }, 'test', 0, 0);
    const window = pixelsOf(parts, [PART.evidence]).map((pixel) => pixels[pixel]!);
    expect(window.filter((level) => level === 0)).toHaveLength(32);
    expect(window.filter((level) => level > 60)).toHaveLength(32);
  });

  it('are other images in another part', () => {
    const [train, test] = ['train', 'test'].map(
      (part) => drawPlantedImage({ kind: 'single' }, part, 0, 0).pixels,
    );
    expect(train).not.toEqual(test);
  });
});
