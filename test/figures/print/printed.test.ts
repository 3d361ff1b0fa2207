import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { printPalette } from '../../../src/figures/palette.ts';
import { printedParts } from '../../../src/figures/print/parts.ts';
import { svgToPdf } from '../../../src/figures/print/pdf.ts';
import { svgToPng } from '../../../src/figures/print/png.ts';
import { figurePdf, figurePng } from '../../../src/figures/print/printed.ts';
import { PRINT_WIDTHS } from '../../../src/figures/print/size.ts';
import { figureDefinitions, figureOf } from '../../../src/figures/registry.ts';
import { useFixtureResults } from '../../results/fixtureResults.ts';
import { misprints } from './misprints.ts';
import { pdfFacts } from './pdfFacts.ts';

useFixtureResults();
beforeAll(useFixtureResults);
afterAll(() => {
  vi.unstubAllEnvs();
});

const labels = figureDefinitions().map(({ label }) => label);

describe.each(labels)('%s in print', (label) => {
  const figure = () => figureOf(label);

  it.each(PRINT_WIDTHS)('is a PDF of vectors with embedded fonts, %d cm wide', async (widthCm) => {
    const options = { widthCm, palette: printPalette };
    for (const part of printedParts(label, figure(), widthCm)) {
      const pdf = await figurePdf(part, part.label, options);
      const facts = pdfFacts(pdf);
      expect(facts.version).toBe('1.5');
      expect(facts.width).toBeCloseTo((widthCm / 2.54) * 72, 1);
      expect(facts.images).toBe(0);
      expect(facts.fonts).toBeGreaterThan(0);
      expect(facts.strangeFonts).toBe(0);
      expect(facts.descriptors).toBeGreaterThan(0);
      expect(facts.embedded).toBe(facts.descriptors);
      expect(Buffer.from(await figurePdf(part, part.label, options)).equals(pdf)).toBe(true);
    }
  });

  it.each(PRINT_WIDTHS)('fits its page, with text of 8 to 9 pt, %d cm wide', (widthCm) => {
    for (const part of printedParts(label, figure(), widthCm)) {
      expect(misprints(part, widthCm), part.label).toEqual([]);
    }
  });

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

describe('svgToPng', () => {
  it('draws turned text where it stands', async () => {
    const text = '<text font-size="10" transform="translate(30 35) rotate(-90)">Words</text>';
    const png = await svgToPng(`<svg viewBox="0 0 40 40">${text}</svg>`, { scale: 1, widthCm: 1 });
    const { data, info } = await sharp(png).greyscale().raw().toBuffer({ resolveWithObject: true });
    const inked = [...data.keys()].filter((pixel) => data[pixel]! < 128);
    const columns = inked.map((pixel) => pixel % info.width);
    expect(inked.length).toBeGreaterThan(20);
    expect(Math.min(...columns)).toBeGreaterThan(20);
    expect(Math.max(...columns)).toBeLessThanOrEqual(32);
  });
});
