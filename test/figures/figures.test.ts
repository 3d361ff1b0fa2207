import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { figureFile, type FigureExtension } from '../../src/figures/downloads.ts';
import { labelStem } from '../../src/figures/figure.ts';
import { pagePalette, printPalette } from '../../src/figures/palette.ts';
import { figureDefinitions, figureOf } from '../../src/figures/registry.ts';
import { useFixtureResults } from '../results/fixtureResults.ts';

useFixtureResults();
beforeAll(useFixtureResults);
afterAll(() => {
  vi.unstubAllEnvs();
});

const labels = figureDefinitions().map(({ label }) => label);
const WIDTHS = [340, 560, 586];

describe('the registry', () => {
  it('has each label once', () => {
    expect(labels.length).toBeGreaterThan(6);
    expect(new Set(labels).size).toBe(labels.length);
    for (const label of labels) expect(label).toMatch(/^fig:[\w-]+$/);
  });

  it('names what there is when asked for what there is not', () => {
    expect(() => figureOf('fig:none')).toThrow(/no figure "fig:none".*fig:degradation-mnist/);
  });
});

describe.each(labels)('%s', (label) => {
  const figure = () => figureOf(label);
  const text = async (extension: FigureExtension) =>
    new TextDecoder().decode(await figureFile(figure(), label, extension));

  it('says what it shows, how to read it, of how many, and the same to those who do not see it', () => {
    const { finding, description, alternative, sample } = figure();
    for (const text of [finding, description, alternative, sample]) {
      expect(text.length).toBeGreaterThan(20);
      expect(text).not.toMatch(/NaN|undefined|null|Infinity|\[object/);
    }
    expect(finding).toMatch(/^\p{Lu}.*\.$/u);
    expect(sample).toMatch(/n\u00a0=\u00a0|one image|segments/);
  });

  it('names its sources, or that it is computed from a formula', () => {
    const { sources, sample } = figure();
    if (sources.length === 0) expect(sample).toMatch(/computed from the formula/);
    else expect(sample).toMatch(/seed 2021/);
  });

  it('has data in every column', () => {
    const { columns, rows } = figure().data;
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) expect(row.length).toBe(columns.length);
    const names = columns.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[\w-]+$/);
  });

  it('is drawn with finite numbers, at the width asked for, the same each time', () => {
    for (const width of WIDTHS) {
      const draw = () => figure().drawing.draw({ width, palette: printPalette });
      const svg = draw();
      expect(svg).toBe(draw());
      expect(svg).not.toMatch(/NaN|undefined|Infinity/);
      expect(svg).toMatch(new RegExp(`^<svg [^>]*viewBox="0 0 ${String(width)} \\d+"`));
      const count = (pattern: RegExp) => svg.match(pattern)?.length ?? 0;
      expect(count(/<\w/g)).toBe(count(/<\/\w/g) + count(/\/>/g));
    }
  });

  it('takes every colour of the page from its palette, so that it follows the theme', () => {
    const { drawing } = figure();
    if (drawing.kind === 'atlas') return;
    expect(drawing.draw({ width: 560, palette: pagePalette })).not.toMatch(/#[0-9a-f]{3,8}|rgb\(/i);
  });

  it('is the committed drawing', async () => {
    const svg = (await text('svg')).replaceAll('><', '>\n<');
    await expect(svg).toMatchFileSnapshot(`__snapshots__/${labelStem(label)}.svg`);
  });

  it('has the committed words and data', async () => {
    await expect(await text('json')).toMatchFileSnapshot(`__snapshots__/${labelStem(label)}.json`);
  });

  it('can be had as data', async () => {
    const csv = await text('csv');
    expect(csv.split('\n').length).toBeGreaterThan(figure().data.rows.length);
    expect(csv).not.toMatch(/NaN|undefined|Infinity/);
  });
});
