import type { APIRoute, GetStaticPaths } from 'astro';
import { listArtefacts, readArtefact } from '../../../results/readArtefact.ts';
import { checkModels, readVerifiedBytes } from '../../../results/readManifest.ts';
import { shownStudies } from '../../../results/shownStudies.ts';

/** Published files are part of the report: sprite atlases and the numbers behind every figure. */
export const getStaticPaths = (() =>
  shownStudies().flatMap(({ id: study }) => {
    checkModels(study);
    return listArtefacts(study).map((file) => ({ params: { study, file } }));
  })) satisfies GetStaticPaths;

export const GET: APIRoute = ({ params }) => {
  const { study, file } = params as { study: string; file: string };
  if (file.endsWith('.json')) readArtefact(study, file);
  return new Response(new Uint8Array(readVerifiedBytes(study, file)), {
    headers: { 'Content-Type': file.endsWith('.json') ? 'application/json' : 'image/png' },
  });
};
