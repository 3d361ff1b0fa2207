import type { APIRoute, GetStaticPaths } from 'astro';
import { address } from '../site/address.ts';
import { sitePages } from '../site/sitePages.ts';

/** A map of the site needs complete addresses, and so a site that knows its host. */
export const getStaticPaths = (() =>
  import.meta.env.SITE ? [{ params: { map: 'sitemap' } }] : []) satisfies GetStaticPaths;

export const GET: APIRoute = ({ site }) => {
  const entries = sitePages().map((page) => ` <url><loc>${address(page, site)}</loc></url>\n`);
  return new Response(
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
      `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${entries.join('')}</urlset>\n`,
    { headers: { 'Content-Type': 'application/xml' } },
  );
};
