import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { figureFormats } from '../../src/figures/downloads.ts';
import { labelStem } from '../../src/figures/figure.ts';
import { figureDefinitions, figureOf } from '../../src/figures/registry.ts';
import { publishingCommit } from '../../src/results/publishingCommit.ts';
import { embedPath } from '../../src/site/embed.ts';
import { figureName, figurePath } from '../../src/site/figureName.ts';
import { pdfFacts } from '../figures/print/pdfFacts.ts';

const { folder, base } = inject('site');

/** A figure as the chapter that shows it has it. */
async function figureIn(label: string): Promise<string> {
  const chapter = figurePath(label).split('#')[0]!;
  const text = await readFile(path.join(folder, chapter, 'index.html'), 'utf8');
  const start = text.indexOf(`id="${labelStem(label)}"`);
  expect(start, `${label} in ${chapter}`).toBeGreaterThan(0);
  return text.slice(start, text.indexOf('</figure>', start));
}

async function menuOf(label: string): Promise<string> {
  const figure = await figureIn(label);
  return figure.slice(figure.indexOf('class="figure-menu"'));
}

/** Text as Astro writes it. */
function written(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    "'": '&#39;',
    '"': '&quot;',
  };
  return text.replaceAll(/[&<>'"]/g, (character) => entities[character]!);
}

describe.each(figureDefinitions().map(({ label }) => label))('%s in its chapter', (label) => {
  it('has number, permalink, finding, sample, and its message for those who do not see it', async () => {
    const text = await figureIn(label);
    const { finding, sample, alternative, drawing } = figureOf(label);
    const [, link, number] =
      /<a class="caption-number" href="([^"]+)"[^>]*>(Figure [\dA-Z]+\.\d+)<\/a>/.exec(text) ?? [];
    expect(link).toBe(`#${labelStem(label)}`);
    expect(number?.replace(' ', '\u00a0')).toBe(figureName(label));
    expect(text).toContain(written(finding));
    expect(text).toContain(`<p class="sample">${written(sample)}</p>`);
    if (drawing.kind === 'chart') {
      // One drawing for wide screens, one for phones.
      expect(text.split(`role="img" aria-label="${written(alternative)}"`).length - 1).toBe(2);
    } else {
      const { images, methods } = drawing.gallery;
      const described = text.match(/ aria-label="[^"]+"/g)?.length ?? 0;
      expect(described).toBeGreaterThanOrEqual(images.length * (methods.length + 1));
    }
  });
});

/** Thirty photographs in squares, each of its own colour, take three times what thirty digits do. */
const MOST_BYTES = 1_000_000;

/** How the file of each format begins. */
const BEGINNINGS: Readonly<Record<string, string>> = {
  pdf: '%PDF-1.5',
  svg: '<svg ',
  png: '\u0089PNG',
  json: '{',
};

describe.each(figureDefinitions().map(({ label }) => label))('the menu of %s', (label) => {
  it.each(figureFormats.map(({ extension }) => extension))(
    'has the file: %s',
    async (extension) => {
      const file = `figures/${labelStem(label)}.${extension}`;
      expect(await menuOf(label)).toContain(`href="${base}${file}"`);
      const bytes = await readFile(path.join(folder, file));
      expect(bytes.toString('latin1')).toContain(BEGINNINGS[extension] ?? '');
      expect(bytes.length).toBeGreaterThan(100);
      expect(bytes.length).toBeLessThan(MOST_BYTES);
    },
  );

  it('unfolds LaTeX, embed code, data and provenance', async () => {
    const menu = await menuOf(label);
    const summaries = Array.from(menu.matchAll(/<summary>([^<]+)/g), ([, name]) => name);
    expect(summaries).toEqual(['LaTeX', 'Embed', 'Data', 'Provenance']);
    expect(menu).toContain(`\\includegraphics{${labelStem(label)}}`);
    expect(menu).toContain(`&lt;iframe src=&quot;${base.slice(0, -1)}${embedPath(label)}&quot;`);
    const { sources, data } = figureOf(label);
    const rows = data.rows.length + (data.groups?.length ?? 0);
    const own = new RegExp(`href="${base}(data/[^"]+/)"`).exec(menu)?.[1];
    const holder = own ? await readFile(path.join(folder, own, 'index.html'), 'utf8') : menu;
    expect(holder.match(/<tr[ >]/g)!.length).toBeGreaterThan(rows);
    const cards = menu.split('class="provenance-card"').slice(1);
    expect(cards.length).toBe(Math.max(1, sources.length));
    for (const [position, { study }] of sources.entries()) {
      const card = cards[position]!;
      for (const item of ['Computed by', 'Engine', 'Duration', 'Fingerprint', 'Code', 'Packages']) {
        expect(card).toContain(`<dt>${item}</dt>`);
      }
      const commit = /<dt>Commit<\/dt>\s*<dd>\s*<code title="[^"]*: (\w+)"/.exec(card)?.[1];
      expect(commit).toBe(publishingCommit(study));
    }
  });

  it('has a PDF with embedded fonts and without raster', async () => {
    const facts = pdfFacts(await readFile(path.join(folder, `figures/${labelStem(label)}.pdf`)));
    expect(facts).toMatchObject({ images: 0, strangeFonts: 0, embedded: facts.descriptors });
    expect(facts.descriptors).toBeGreaterThan(0);
  });
});
