import type { APIRoute, GetStaticPaths } from 'astro';
import { openingImage } from '../../opening/openingImages.ts';
import { openingPath } from '../../opening/openingImage.ts';
import { studyResults } from '../../results/studyResults.ts';

const STUDY = 'mnist';

/** One file an image: the reader loads those that the reader asks for. */
export const getStaticPaths = (() =>
  studyResults(STUDY)
    .gallery()
    .images.map((_, position) => ({
      params: { file: openingPath(STUDY, position).split('/').at(-1)! },
      props: { position },
    }))) satisfies GetStaticPaths;

export const GET: APIRoute<{ position: number }> = async ({ props }) =>
  new Response(JSON.stringify(await openingImage(STUDY, props.position)), {
    headers: { 'Content-Type': 'application/json' },
  });
