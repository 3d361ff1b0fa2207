import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { signedColourTable } from '../../compute/results/signedColour.ts';
import { imageAtlas, relevanceAtlas } from '../../compute/steps/atlas.ts';

async function pixelsOf(png: Uint8Array) {
  const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
  return {
    ...info,
    at: (row: number, column: number) => {
      const start = (row * info.width + column) * info.channels;
      return [...data.subarray(start, start + 3)];
    },
  };
}

const layout = { columns: 2, magnification: 3 };

describe('imageAtlas', () => {
  it('magnifies every pixel by a whole number and never mixes neighbours', async () => {
    const images = [
      Uint8Array.of(0, 255, 10, 20),
      Uint8Array.of(1, 2, 3, 4),
      Uint8Array.of(9, 9, 9, 7),
    ];
    const atlas = await pixelsOf(await imageAtlas(images, [2, 2, 1], layout));
    expect([atlas.width, atlas.height]).toEqual([12, 12]);
    for (const [row, column, grey] of [
      [0, 2, 0],
      [0, 3, 255],
      [5, 0, 10],
      [2, 6, 1],
      [5, 11, 4],
      [11, 5, 7],
    ] as const) {
      expect(atlas.at(row, column)).toEqual([grey, grey, grey]);
    }
  });

  it('keeps the three channels of colour images', async () => {
    const atlas = await pixelsOf(await imageAtlas([Uint8Array.of(1, 2, 3)], [1, 1, 3], layout));
    expect(atlas.at(2, 2)).toEqual([1, 2, 3]);
  });
});

describe('relevanceAtlas', () => {
  it('paints zero as paper, the scale as full colour, and clips beyond', async () => {
    const maps = [Float32Array.of(0, 2, -2, 9)];
    const atlas = await pixelsOf(await relevanceAtlas(maps, [2], [2, 2], layout, false));
    const table = signedColourTable('light');
    const entry = (index: number) => [...table.subarray(index * 3, index * 3 + 3)];
    const last = table.length / 3 - 1;
    expect(atlas.at(0, 0)).toEqual(entry(last / 2));
    expect(atlas.at(0, 3)).toEqual(entry(last));
    expect(atlas.at(3, 0)).toEqual(entry(0));
    expect(atlas.at(3, 3)).toEqual(entry(last));
  });

  it('paints an empty map as paper', async () => {
    const atlas = await pixelsOf(
      await relevanceAtlas([new Float32Array(1)], [0], [1, 1], layout, true),
    );
    const table = signedColourTable('dark');
    const middle = ((table.length / 3 - 1) / 2) * 3;
    expect(atlas.at(0, 0)).toEqual([...table.subarray(middle, middle + 3)]);
  });
});
