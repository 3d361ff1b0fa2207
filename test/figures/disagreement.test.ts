import { describe, expect, it } from 'vitest';
import type { Gallery, GalleryMaps } from '../../compute/results/gallery.ts';
import { printPalette } from '../../src/figures/palette.ts';
import { disagreementFigure } from '../../src/figures/trust/disagreement.ts';

const methods = ['lime', 'lrp'].map((id) => ({ id, title: id }));
const header = { study: 'any', step: 'gallery', seed: 1, engine: 'none' };
const DARK_THEME = { ...printPalette, ink: '#eeeeee', paper: '#111111' };

/** One image of four pixels: black, white, and two greys. */
function draw(channels: number, palette = printPalette): string {
  const image = [0, 255, 64, 128].flatMap((level) => Array<number>(channels).fill(level));
  const shape = [2, 2, channels];
  const images = [{ index: 7, predicted: 0 }];
  const gallery = { header, methods, shape, images, classNames: ['a'] } as unknown as Gallery;
  const maps = { shape, images: [image], maps: { lime: [[4, 3, 2, 1]], lrp: [[1, 2, 3, 4]] } };
  const figure = disagreementFigure(gallery, maps as unknown as GalleryMaps);
  return figure.drawing.draw({ width: 340, palette });
}

/** The groups of cells before the tops of the maps: the image as it is, then faint. */
const imageGroups = (svg: string) =>
  svg
    .split('<g ')
    .filter((part) => part.includes('crispEdges'))
    .slice(0, 4);

describe('images under the pixels of largest relevance', () => {
  it('are drawn in ink where they are drawings', () => {
    const [image, faint] = imageGroups(draw(1));
    expect(image).toContain(`fill="${printPalette.ink}"`);
    expect(image).toContain('fill-opacity="1"');
    expect(faint).toContain('fill-opacity="0.18"');
  });

  it('are the same in both themes where they are photographs, light where they are bright', () => {
    const [light, dark, faintLight, faintDark] = imageGroups(draw(3));
    expect(imageGroups(draw(3, DARK_THEME))).toEqual([light, dark, faintLight, faintDark]);
    expect(light).toContain('fill="#ffffff"');
    expect(dark).toContain('fill="#000000"');
    // Black and white, and the greys as dark over light.
    expect(light!.match(/fill-opacity="[\d.]+"/g)).toEqual(['fill-opacity="1"']);
    expect(dark!.match(/fill-opacity="[\d.]+"/g)).toEqual(
      [1, 0.75, 0.5].map((opacity) => `fill-opacity="${opacity}"`),
    );
    // A share of the whole, over any ground.
    expect(faintDark).toContain('fill-opacity="0.18"');
    expect(faintLight).toContain('fill-opacity="0.18"');
  });
});
