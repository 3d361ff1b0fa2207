import type { APIRoute, GetStaticPaths } from 'astro';
import { studyResults } from '../../results/studyResults.ts';

/** The images of a gallery alone, a tenth of the file that holds their maps too: for demos. */
export const getStaticPaths = (() => [
  { params: { file: 'mnist-images.json' }, props: { study: 'mnist' } },
]) satisfies GetStaticPaths;

export const GET: APIRoute<{ study: string }> = ({ props }) => {
  const { shape, images } = studyResults(props.study).galleryMaps();
  return new Response(JSON.stringify({ shape, images }), {
    headers: { 'Content-Type': 'application/json' },
  });
};
