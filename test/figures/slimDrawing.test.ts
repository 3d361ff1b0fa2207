import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { printPalette } from '../../src/figures/palette.ts';
import { figureDefinitions, figureOf } from '../../src/figures/registry.ts';
import { slimDrawing } from '../../src/figures/slimDrawing.ts';
import type { Svg } from '../../src/figures/svg.ts';
import { useFixtureResults } from '../results/fixtureResults.ts';

useFixtureResults();
beforeAll(useFixtureResults);
afterAll(() => {
  vi.unstubAllEnvs();
});

/** A phone shows more pixels than a drawing counts. */
const SCALE = 2;
/** Of 255: edges that move by a part of a pixel change it by less. */
const SEEN = 64;
const NAMESPACE = 'xmlns="http://www.w3.org/2000/svg"';

/** As a browser draws it, which needs no name of the language. */
async function painted(drawing: Svg): Promise<Buffer> {
  const named = drawing.includes(NAMESPACE)
    ? drawing
    : drawing.replace('<svg', `<svg ${NAMESPACE}`);
  return sharp(Buffer.from(named), { density: 72 * SCALE })
    .flatten({ background: '#fff' })
    .greyscale()
    .raw()
    .toBuffer();
}

const charts = figureDefinitions()
  .map(({ label }) => label)
  .filter((label) => figureOf(label).drawing.kind === 'chart');

describe.each(charts)('the slim drawing of %s', (label) => {
  it('looks the same, and is no larger', async () => {
    const drawing = figureOf(label).drawing.draw({ width: 340, palette: printPalette });
    const slim = slimDrawing(drawing);
    const elements = (svg: Svg) => svg.match(/<\w/g)!.length;
    expect(slim.length).toBeLessThan(drawing.length);
    expect(elements(slim)).toBeLessThanOrEqual(elements(drawing));
    const [before, after] = await Promise.all([painted(drawing), painted(slim)]);
    expect(before.some((value) => value < SEEN)).toBe(true);
    expect(after.length).toBe(before.length);
    const changed = before.filter((value, pixel) => Math.abs(value - after[pixel]!) > SEEN).length;
    expect(changed / before.length).toBeLessThan(0.001);
  });
});
