import { existsSync } from 'node:fs';
import type { APIContext } from 'astro';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { reportEntry } from '../../src/latex/reportEntry.ts';
import { GET as siteMap, getStaticPaths } from '../../src/pages/[map].xml.ts';
import { GET as robots } from '../../src/pages/robots.txt.ts';
import { completeAddress } from '../../src/site/completeAddress.ts';
import { sitePages } from '../../src/site/sitePages.ts';

const HOST = 'https://example.org';
const ROOT = `${HOST}/report/`;

beforeEach(() => {
  vi.stubEnv('BASE_URL', '/report/');
  vi.stubEnv('IIC_BASE', '/report/');
});
afterEach(() => {
  vi.unstubAllEnvs();
});

/** What an endpoint answers on a host, or where none is known. */
async function answer(endpoint: typeof robots, host: string | undefined): Promise<string> {
  const context = { site: host === undefined ? undefined : new URL(host) } as APIContext;
  return (await endpoint(context)).text();
}

describe('where the host is known', () => {
  it('the map of the site names every page once, by its complete address', async () => {
    vi.stubEnv('SITE', HOST);
    expect(getStaticPaths()).toEqual([{ params: { map: 'sitemap' } }]);
    const map = await answer(siteMap, HOST);
    const named = Array.from(map.matchAll(/<loc>([^<]+)<\/loc>/g), ([, page]) => page!);
    expect(named).toContain(ROOT);
    expect(named).toContain(`${ROOT}methods/`);
    expect(named).toContain(`${ROOT}gallery/`);
    expect(new Set(named).size).toBe(named.length);
    for (const page of named)
      expect(page).toMatch(/^https:\/\/example\.org\/report\/(?:[\w-]+\/)?$/);
    expect(map.split('<url>').length - 1).toBe(named.length);
    expect(await answer(robots, HOST)).toContain(`\nSitemap: ${ROOT}sitemap.xml\n`);
  });

  it('the map has a page for each name', () => {
    const pages = sitePages().map((page) => page.slice(1, -1));
    for (const page of pages.filter((name) => name !== '')) {
      const sources = [`src/pages/${page}.astro`, `content/chapters/${page}.mdx`];
      expect(
        sources.some((source) => existsSync(source)),
        page,
      ).toBe(true);
    }
  });

  it('a page says where it is at home', () => {
    const here = `${ROOT}methods/`;
    expect(completeAddress('/methods/', new URL(HOST))).toEqual({
      links: [{ rel: 'canonical', href: here }],
      metas: [
        { name: 'citation_fulltext_html_url', content: here },
        { property: 'og:url', content: here },
      ],
    });
  });

  it('the entry of a bibliography has the address', () => {
    vi.stubEnv('IIC_SITE', HOST);
    expect(reportEntry('1.2.3')).toContain(
      `  howpublished = {\\url{${ROOT}}},\n  url = {${ROOT}},`,
    );
  });
});

describe('where it is not', () => {
  it('nothing claims a complete address', async () => {
    vi.stubEnv('SITE', undefined);
    vi.stubEnv('IIC_SITE', undefined);
    expect(getStaticPaths()).toEqual([]);
    expect(await answer(robots, undefined)).not.toContain('Sitemap');
    expect(completeAddress('/methods/', undefined)).toEqual({ links: [], metas: [] });
    expect(reportEntry('1.2.3')).not.toContain('url');
  });
});
