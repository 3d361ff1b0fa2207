import type { APIRoute } from 'astro';
import { address } from '../site/address.ts';

export const GET: APIRoute = ({ site }) => {
  const map = site ? `Sitemap: ${address('/sitemap.xml', site)}\n` : '';
  return new Response(`User-agent: *\nAllow: /\n${map}`, {
    headers: { 'Content-Type': 'text/plain' },
  });
};
