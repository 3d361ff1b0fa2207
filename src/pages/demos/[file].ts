import type { APIRoute, GetStaticPaths } from 'astro';
import sharp from 'sharp';
import type { GalleryMaps } from '../../../compute/results/gallery.ts';
import { cellScores } from '../../results/galleryScores.ts';
import { hasPictures, PICTURE_STUDY } from '../../results/pictureStudy.ts';
import { studyResults } from '../../results/studyResults.ts';

/**
 * Parts of the gallery for demos: its images, as numbers of all of them where they are grey, and as a
 * picture each where they are in colour; or what LIME and Kernel SHAP say of their cells.
 */
interface Props {
  readonly study: string;
  readonly part: 'images' | 'scores' | { readonly picture: number };
}

const METHODS = ['lime', 'kernel-shap'] as const;

/** A tenth of the file that holds all maps, pixel by pixel, and less. */
export const getStaticPaths = (() => [
  { params: { file: 'mnist-images.json' }, props: { study: 'mnist', part: 'images' } },
  { params: { file: 'mnist-scores.json' }, props: { study: 'mnist', part: 'scores' } },
  ...(hasPictures()
    ? ([
        ...studyResults(PICTURE_STUDY)
          .gallery()
          .images.map((_, picture) => ({
            params: { file: `${PICTURE_STUDY}-image-${String(picture)}.png` },
            props: { study: PICTURE_STUDY, part: { picture } },
          })),
        {
          params: { file: `${PICTURE_STUDY}-scores.json` },
          props: { study: PICTURE_STUDY, part: 'scores' },
        },
      ] as const)
    : []),
]) satisfies GetStaticPaths;

export const GET: APIRoute<Props> = async ({ props: { study, part } }) => {
  const results = studyResults(study);
  const maps = results.galleryMaps();
  if (typeof part === 'object') {
    const png = await picturePng(maps, part.picture);
    return new Response(png, { headers: { 'Content-Type': 'image/png' } });
  }
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

/** Lossless, a pixel of the image a pixel. */
async function picturePng(
  { shape, images }: GalleryMaps,
  picture: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const [height, width] = shape as [number, number];
  const levels = Uint8Array.from(images[picture]!);
  const png = await sharp(levels, { raw: { width, height, channels: 3 } })
    .png({ compressionLevel: 9 })
    .toBuffer();
  return Uint8Array.from(png);
}
