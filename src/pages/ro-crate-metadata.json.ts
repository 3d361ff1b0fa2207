import type { APIRoute } from 'astro';
import { readManifest } from '../results/readManifest.ts';
import { shownStudies } from '../results/shownStudies.ts';
import { roCrate } from '../site/roCrate.ts';

export const GET: APIRoute = () => {
  const manifests = shownStudies()
    .map(({ id }) => readManifest(id))
    .filter((manifest) => manifest !== undefined);
  return new Response(`${JSON.stringify(roCrate(manifests), null, 1)}\n`, {
    headers: { 'Content-Type': 'application/json' },
  });
};
