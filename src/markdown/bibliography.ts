import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Cite } from '@citation-js/core';
import '@citation-js/plugin-bibtex';
import '@citation-js/plugin-csl';

/** A cited work as the report prints it. */
export interface Work {
  readonly key: string;
  /** As in running text, e.g. `Bach et al., 2015`. */
  readonly short: string;
  readonly year: string;
  readonly title: string;
  /** The whole entry in APA style, HTML. */
  readonly entryHtml: string;
}

const STYLE = { template: 'apa', lang: 'en-GB' };

/**
 * All works of a BibTeX file by key, in the order of a list of references.
 * @throws Error naming the file when it cannot be read as BibTeX, or a work lacks author or year
 */
export function parseBibliography(file: string, bibtex: string): ReadonlyMap<string, Work> {
  let cite: Cite;
  try {
    cite = new Cite(bibtex);
  } catch (error) {
    throw new Error(`${file}: not valid BibTeX: ${(error as Error).message}`, { cause: error });
  }
  const entries = cite.format('bibliography', { ...STYLE, format: 'html', asEntryArray: true });
  return new Map(
    entries.map(([key, html]) => {
      const item = cite.data.find(({ id }) => id === key)!;
      const options = { ...STYLE, entry: key, citationsPre: [], citationsPost: [] };
      const short = cite.format('citation', options).replace(/^\(|\)$/g, '');
      const year = /\d{4}[a-z]?$/.exec(short)?.[0];
      if (year === undefined) throw new Error(`${file}: the work "${key}" has no year`);
      const entryHtml = linked(html.replace(/^\s*<div[^>]*>|<\/div>\s*$/g, '').trim());
      return [key, { key, short, year, title: String(item.title), entryHtml }];
    }),
  );
}

/** Makes the address at the end of an entry a link. */
function linked(html: string): string {
  return html.replace(
    /https?:\/\/[^\s<]+[^\s<.]/,
    (address) => `<a href="${address}">${address}</a>`,
  );
}

const BIBLIOGRAPHY = join('content', 'references.bib');
let kept: { readonly stamp: string; readonly works: ReadonlyMap<string, Work> } | undefined;

/** The works of `content/references.bib`; read again when the file has changed. */
export function readBibliography(root: string): ReadonlyMap<string, Work> {
  const path = join(root, BIBLIOGRAPHY);
  const { mtimeMs, size } = statSync(path);
  const stamp = `${path} ${String(mtimeMs)} ${String(size)}`;
  if (kept?.stamp !== stamp) {
    kept = { stamp, works: parseBibliography(BIBLIOGRAPHY, readFileSync(path, 'utf8')) };
  }
  return kept.works;
}

/** The work of a key. @throws Error naming the place and the key */
export function requireWork(works: ReadonlyMap<string, Work>, key: string, place: string): Work {
  const work = works.get(key);
  if (!work) throw new Error(`${place}: unknown key "${key}"; add it to ${BIBLIOGRAPHY}`);
  return work;
}
