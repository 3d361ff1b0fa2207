import type { APIRoute, GetStaticPaths } from 'astro';
import { cellScores } from '../../results/galleryScores.ts';
import { studyResults } from '../../results/studyResults.ts';

/** Parts of the gallery for demos: its images, or what LIME and Kernel SHAP say of their cells. */
interface Props {
  readonly study: string;
  readonly part: 'images' | 'scores';
}

const METHODS = ['lime', 'kernel-shap'] as const;

/** A tenth of the file that holds all maps, pixel by pixel, and less. */
export const getStaticPaths = (() => [
  { params: { file: 'mnist-images.json' }, props: { study: 'mnist', part: 'images' } },
  { params: { file: 'mnist-scores.json' }, props: { study: 'mnist', part: 'scores' } },
]) satisfies GetStaticPaths;

export const GET: APIRoute<Props> = ({ props: { study, part } }) => {
  const results = studyResults(study);
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
