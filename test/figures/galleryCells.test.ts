import fc from 'fast-check';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { cellPainter } from '../../src/figures/galleryCells.ts';
import { mergedRectangles } from '../../src/figures/mergedRectangles.ts';
import { studyResults } from '../../src/results/studyResults.ts';
import { useFixtureResults } from '../results/fixtureResults.ts';

beforeAll(useFixtureResults);
afterAll(() => {
  vi.unstubAllEnvs();
});

const SIDE = 28;

/** Pixels [height × width × 3] of a drawing, so many to a unit. */
async function painted(svg: string, width: number, height: number, scale = 1): Promise<Uint8Array> {
  const whole = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width * scale}" height="${height * scale}">${svg}</svg>`;
  return sharp(Buffer.from(whole)).flatten({ background: '#fff' }).removeAlpha().raw().toBuffer();
}

describe('cells of a gallery', () => {
  it('have the colours of the published atlases', async () => {
    const results = studyResults('mnist');
    const gallery = results.gallery();
    const { magnification, columns, images } = gallery.atlas;
    const painter = cellPainter(gallery, results.galleryMaps(), { monochrome: false, overlap: 0 });
    const files = [images, ...gallery.methods.map(({ files: { ownLight } }) => ownLight)];
    for (const [layer, file] of files.entries()) {
      for (const position of [0, 7]) {
        const atlas = await sharp(results.bytes(file))
          .extract({
            left: (position % columns) * SIDE * magnification,
            top: Math.floor(position / columns) * SIDE * magnification,
            width: SIDE * magnification,
            height: SIDE * magnification,
          })
          .resize(SIDE, SIDE, { kernel: 'nearest' })
          .removeAlpha()
          .toColourspace('srgb')
          .raw()
          .toBuffer();
        const tile = painter.tile(layer, position, { x: 0, y: 0, width: SIDE, height: SIDE });
        const cells = await painted(tile, SIDE, SIDE);
        const strays = cells.filter((value, index) => value !== atlas[index]);
        const most = Math.max(...cells.map((value, index) => Math.abs(value - atlas[index]!)));
        // Published numbers are rounded: that tips a few pixels to the next entry of the table.
        expect(strays.length, file).toBeLessThan(0.01 * cells.length);
        expect(most, file).toBeLessThanOrEqual(3);
      }
    }
  });

  it('are as dark in ink alone for as against, and differ in texture', async () => {
    const results = studyResults('mnist');
    const painter = cellPainter(results.gallery(), results.galleryMaps(), {
      monochrome: true,
      overlap: 0,
    });
    const bar = painter.colourBar({ x: 0, y: 0, width: 31, height: 2 });
    const scale = 40;
    const pixels = await painted(bar, 31, 2, scale);
    const ofCell = (cell: number) => {
      const row = Array.from({ length: scale * scale }, (_, index) => {
        const x = cell * scale + (index % scale);
        return pixels[(Math.floor(index / scale) * 31 * scale + x) * 3]!;
      });
      const mean = row.reduce((sum, value) => sum + value, 0) / row.length;
      return { mean, levels: new Set(row).size };
    };
    for (const distance of [3, 8, 15]) {
      const [against, forIt] = [ofCell(15 - distance), ofCell(15 + distance)];
      expect(Math.abs(against.mean - forIt.mean)).toBeLessThan(4);
      expect(forIt.mean).toBeCloseTo(255 * (1 - 0.8 * (distance / 15)), -1);
      expect(forIt.levels).toBe(1);
      expect(against.levels).toBeGreaterThan(1);
    }
  });
});

describe('mergedRectangles', () => {
  it('cover every cell once, with its value', () => {
    const grids = fc
      .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 }))
      .chain(([columns, rows]) =>
        fc.record({
          columns: fc.constant(columns),
          values: fc.array(fc.integer({ min: 0, max: 2 }), {
            minLength: columns * rows,
            maxLength: columns * rows,
          }),
        }),
      );
    fc.assert(
      fc.property(grids, ({ columns, values }) => {
        const painted: (number | undefined)[] = values.map(() => undefined);
        for (const { x, y, width, height, value } of mergedRectangles(values, columns)) {
          expect(x + width).toBeLessThanOrEqual(columns);
          for (let cell = 0; cell < width * height; cell++) {
            const at = (y + Math.floor(cell / width)) * columns + x + (cell % width);
            expect(painted[at]).toBeUndefined();
            painted[at] = value;
          }
        }
        expect(painted).toEqual(values);
      }),
    );
  });

  it('are few where much is equal', () => {
    expect(mergedRectangles([1, 1, 1, 1, 1, 1], 3)).toEqual([
      { x: 0, y: 0, width: 3, height: 2, value: 1 },
    ]);
  });
});
