import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { printPalette } from '../../../src/figures/palette.ts';
import { viewBoxOf } from '../../../src/figures/print/attributes.ts';
import { svgToPdf } from '../../../src/figures/print/pdf.ts';
import { figurePdf, figurePng, printedSvg } from '../../../src/figures/print/printed.ts';
import { printWidthsOf } from '../../../src/figures/print/size.ts';
import { parseSvg } from '../../../src/figures/print/svgTree.ts';
import { figureDefinitions, figureOf } from '../../../src/figures/registry.ts';
import { useFixtureResults } from '../../results/fixtureResults.ts';
import { pdfFacts } from './pdfFacts.ts';
import { textBoxes } from './textBoxes.ts';

useFixtureResults();
beforeAll(useFixtureResults);
afterAll(() => {
  vi.unstubAllEnvs();
});

const labels = figureDefinitions().map(({ label }) => label);

describe.each(labels)('%s in print', (label) => {
  const figure = () => figureOf(label);

  it.each(printWidthsOf(figureOf(label)))(
    'is a PDF of vectors with embedded fonts, %d cm wide',
    async (widthCm) => {
      const options = { widthCm, palette: printPalette };
      const pdf = await figurePdf(figure(), label, options);
      const facts = pdfFacts(pdf);
      expect(facts.version).toBe('1.5');
      expect(facts.width).toBeCloseTo((widthCm / 2.54) * 72, 1);
      expect(facts.images).toBe(0);
      expect(facts.fonts).toBeGreaterThan(0);
      expect(facts.strangeFonts).toBe(0);
      expect(facts.descriptors).toBeGreaterThan(0);
      expect(facts.embedded).toBe(facts.descriptors);
      expect(Buffer.from(await figurePdf(figure(), label, options)).equals(pdf)).toBe(true);
    },
  );

  it.each(printWidthsOf(figureOf(label)))(
    'has no text that leaves the page or is too small, %d cm wide',
    (widthCm) => {
      const drawing = parseSvg(printedSvg(figure(), { widthCm, palette: printPalette }, 0));
      const { left, top, width, height } = viewBoxOf(drawing);
      const points = (widthCm * 72) / 2.54 / width;
      expect(height * points).toBeLessThan(700);
      const boxes = textBoxes(drawing);
      expect(boxes.length).toBeGreaterThan(0);
      const outside = boxes.filter(
        (box) =>
          box.left < left ||
          box.right > left + width ||
          box.top < top ||
          box.bottom > top + height ||
          box.size * points < 6.8 ||
          box.size * points > 9.5,
      );
      expect(outside).toEqual([]);
    },
  );

  it('is a PNG of at least 300 dots an inch', async () => {
    const { width, density, hasAlpha } = await sharp(await figurePng(figure())).metadata();
    expect(density).toBeGreaterThanOrEqual(299);
    expect(density! / 2.54).toBeCloseTo(width / 15.5, 0);
    expect(hasAlpha).toBe(false);
  });
});

describe('svgToPdf', () => {
  const pdf = (content: string) =>
    svgToPdf(`<svg viewBox="0 0 10 10" font-size="3">${content}</svg>`, { width: 10, title: 't' });

  it('refuses what is no vector, and letters that its typeface lacks', async () => {
    await expect(pdf('<image href="data:,"/>')).rejects.toThrow('<image>');
    await expect(pdf('<text x="1" y="1">ж</text>')).rejects.toThrow('no letter "ж"');
    await expect(pdf('<g transform="skewX(3)"></g>')).rejects.toThrow('skewX(3)');
  });
});
