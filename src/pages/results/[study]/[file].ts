import type { APIRoute, GetStaticPaths } from 'astro';
import { listArtefacts, readArtefact, readArtefactBytes } from '../../../results/readArtefact.ts';
import { shownStudies } from '../../../results/resultsFolder.ts';

/** Published files are part of the report: sprite atlases and the numbers behind every figure. */
export const getStaticPaths = (() =>
  shownStudies.flatMap((study) =>
    listArtefacts(study).map((file) => ({ params: { study, file } })),
  )) satisfies GetStaticPaths;

export const GET: APIRoute = ({ params }) => {
  const { study, file } = params as { study: string; file: string };
  if (file.endsWith('.json')) readArtefact(study, file);
  return new Response(new Uint8Array(readArtefactBytes(study, file)), {
    headers: { 'Content-Type': file.endsWith('.json') ? 'application/json' : 'image/png' },
  });
};
