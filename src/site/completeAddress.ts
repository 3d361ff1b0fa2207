import { address } from './address.ts';

/** Elements of a head by their attributes. */
export interface CompleteAddress {
  readonly links: readonly { readonly rel: string; readonly href: string }[];
  readonly metas: readonly {
    readonly name?: string;
    readonly property?: string;
    readonly content: string;
  }[];
}

/**
 * What tells search engines, reference managers and sites that share links where a page is at home;
 * nothing where the site does not know its host, since half an address would mislead them.
 * @param path from the root of the report
 */
export function completeAddress(path: string, site: URL | undefined): CompleteAddress {
  if (!site) return { links: [], metas: [] };
  const here = address(path, site);
  return {
    links: [{ rel: 'canonical', href: here }],
    metas: [
      { name: 'citation_fulltext_html_url', content: here },
      { property: 'og:url', content: here },
    ],
  };
}
