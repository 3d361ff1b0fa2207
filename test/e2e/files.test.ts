import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { buildSiteInto } from './builtSite.ts';

const { folder, base, pages, embedPages, dataPages } = inject('site');

async function filesOf(root: string): Promise<string[]> {
  const names = await readdir(root, { recursive: true });
  const files = [];
  for (const name of names.sort()) {
    if ((await stat(path.join(root, name))).isFile()) files.push(name);
  }
  return files;
}

describe('the built files', () => {
  it('are the same bytes when built again', async () => {
    const again = await mkdtemp(path.join(tmpdir(), 'built-again-'));
    try {
      await buildSiteInto(again);
      const files = await filesOf(folder);
      expect(await filesOf(again)).toEqual(files);
      for (const file of files) {
        const [first, second] = await Promise.all(
          [folder, again].map((root) => readFile(path.join(root, file))),
        );
        expect(first!.equals(second!), file).toBe(true);
      }
    } finally {
      await rm(again, { recursive: true, force: true });
    }
  });

  it('hold every page, file and anchor that a page links to', async () => {
    const broken: string[] = [];
    const texts = new Map<string, string>();
    const textOf = async (address: string) => {
      const file = path.join(folder, address.slice(base.length), 'index.html');
      const text = texts.get(address) ?? (await readFile(file, 'utf8').catch(() => undefined));
      if (text !== undefined) texts.set(address, text);
      return text;
    };
    for (const address of [...pages, ...embedPages, ...dataPages]) {
      const text = (await textOf(address))!;
      for (const [, link] of text.matchAll(/(?:href|src)="([^"]+)"/g)) {
        const { origin, pathname, hash } = new URL(
          link!.replaceAll('&amp;', '&'),
          `http://site${address}`,
        );
        if (origin !== 'http://site') continue;
        if (!pathname.startsWith(base)) broken.push(`${address}: ${link!} leaves ${base}`);
        else if (!pathname.endsWith('/')) {
          const file = path.join(folder, decodeURIComponent(pathname.slice(base.length)));
          if (!(await stat(file).catch(() => undefined))?.isFile()) {
            broken.push(`${address}: ${link!} is no file`);
          }
        } else {
          const target = await textOf(pathname);
          const anchor = decodeURIComponent(hash.slice(1));
          if (target === undefined) broken.push(`${address}: ${link!} is no page`);
          else if (anchor !== '' && !target.includes(`id="${anchor}"`)) {
            broken.push(`${address}: ${link!} has no such anchor`);
          }
        }
      }
    }
    expect(broken).toEqual([]);
  });

  it('name no address from which anything would be fetched elsewhere', async () => {
    const foreign: string[] = [];
    for (const file of await filesOf(folder)) {
      if (!/\.(html|css)$/.test(file)) continue;
      const text = await readFile(path.join(folder, file), 'utf8');
      const fetched =
        /(?:<(?:script|img|link|iframe|source)[^>]*(?:src|href)=["']|url\(["']?)(https?:)?\/\/[^"')]+/g;
      for (const [found] of text.matchAll(fetched)) foreign.push(`${file}: ${found}`);
    }
    expect(foreign).toEqual([]);
  });
});
