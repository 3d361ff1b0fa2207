import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { presentRelease } from '../../src/site/releases.ts';

import { REPORT_PDF } from './builtSite.ts';

const { folder, base, pages } = inject('site');

describe.each(pages)('what machines read of %s', (address) => {
  const html = () => readFile(path.join(folder, address.slice(base.length), 'index.html'), 'utf8');
  const contentOf = (text: string, name: string) =>
    new RegExp(`<meta (?:name|property)="${name}" content="([^"]+)"`).exec(text)?.[1];

  it('names title, authors and day for reference managers', async () => {
    const text = await html();
    const title = contentOf(text, 'citation_title');
    expect(title).toBe(contentOf(text, 'og:title'));
    expect(contentOf(text, 'citation_author')).toMatch(/^The authors of /);
    expect(contentOf(text, 'citation_publication_date')).toBe(
      presentRelease().date.replaceAll('-', '/'),
    );
  });

  it('names the PDF of all chapters on the first page, and on no other', async () => {
    const text = await html();
    expect(contentOf(text, 'citation_pdf_url')).toBe(address === base ? REPORT_PDF : undefined);
    expect(text.includes(`href="${REPORT_PDF}"`)).toBe(address === base);
  });

  it('describes the page as schema.org does', async () => {
    const json = /<script type="application\/ld\+json">([^<]+)<\/script>/.exec(await html())![1]!;
    const described = JSON.parse(json) as Record<string, unknown>;
    expect(described['@context']).toBe('https://schema.org');
    expect(described['@type']).toMatch(/^(Report|ScholarlyArticle)$/);
    for (const field of ['headline', 'description', 'url', 'image', 'datePublished', 'license']) {
      expect(described[field], field).toBeTruthy();
    }
  });

  it('has a picture for shared links', async () => {
    const image = contentOf(await html(), 'og:image')!;
    const file = path.join(folder, image.slice(base.length));
    expect((await stat(file)).size).toBeLessThan(120_000);
    const bytes = await readFile(file);
    // Width and height stand in the header of a PNG.
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([1200, 630]);
  });
});

describe('files for machines', () => {
  it('tell of the versions as RSS', async () => {
    const feed = await readFile(path.join(folder, 'versions.xml'), 'utf8');
    expect(feed).toMatch(/^<\?xml version="1\.0"/);
    expect(feed).toContain(`<guid isPermaLink="false">${presentRelease().version}</guid>`);
  });

  it('describe the published files as an RO-Crate, each of which is there', async () => {
    const crate = JSON.parse(
      await readFile(path.join(folder, 'ro-crate-metadata.json'), 'utf8'),
    ) as {
      '@graph': { '@id': string; '@type': string; contentSize?: string }[];
    };
    const files = crate['@graph'].filter((entity) => entity['@type'] === 'File');
    expect(files.length).toBeGreaterThan(50);
    for (const { '@id': id, contentSize } of files) {
      expect((await stat(path.join(folder, id))).size, id).toBe(Number(contentSize));
    }
  });
});
