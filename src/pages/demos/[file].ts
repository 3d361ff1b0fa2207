import type { APIRoute, GetStaticPaths } from 'astro';
import { cellScores } from '../../results/galleryScores.ts';
import { hasPictures, PICTURE_STUDY } from '../../results/pictureStudy.ts';
import { studyResults } from '../../results/studyResults.ts';

/**
 * Parts of the gallery for demos: its images, as numbers where they are grey and as the atlas where they
 * are in colour, or what LIME and Kernel SHAP say of their cells.
 */
interface Props {
  readonly study: string;
  readonly part: 'images' | 'atlas' | 'scores';
}

const METHODS = ['lime', 'kernel-shap'] as const;

/** A tenth of the file that holds all maps, pixel by pixel, and less. */
export const getStaticPaths = (() => [
  { params: { file: 'mnist-images.json' }, props: { study: 'mnist', part: 'images' } },
  { params: { file: 'mnist-scores.json' }, props: { study: 'mnist', part: 'scores' } },
  ...(hasPictures()
    ? ([
        {
          params: { file: `${PICTURE_STUDY}-images.png` },
          props: { study: PICTURE_STUDY, part: 'atlas' },
        },
        {
          params: { file: `${PICTURE_STUDY}-scores.json` },
          props: { study: PICTURE_STUDY, part: 'scores' },
        },
      ] as const)
    : []),
]) satisfies GetStaticPaths;

export const GET: APIRoute<Props> = ({ props: { study, part } }) => {
  const results = studyResults(study);
  if (part === 'atlas') {
    return new Response(new Uint8Array(results.bytes(results.gallery().atlas.images)), {
      headers: { 'Content-Type': 'image/png' },
    });
  }
  const maps = results.galleryMaps();
  const cellOf = (id: string) =>
    Number(results.gallery().methods.find((method) => method.id === id)!.settings['cell']);
  const content =
    part === 'images'
      ? { shape: maps.shape, images: maps.images }
      : {
          scores: Object.fromEntries(METHODS.map((id) => [id, cellScores(maps, id, cellOf(id))])),
        };
  return new Response(JSON.stringify(content), {
    headers: { 'Content-Type': 'application/json' },
  });
};
