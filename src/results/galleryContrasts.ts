import type { Contrasts, ContrastsMaps } from '../../compute/results/contrasts.ts';
import { listArtefacts } from './readArtefact.ts';
import type { StudyResults } from './studyResults.ts';

/** Maps of the predicted class against the runner-up, of the images of a gallery. */
export interface GalleryContrasts {
  readonly contrasts: Contrasts;
  readonly maps: ContrastsMaps['maps'];
}

/**
 * What a study has published of its gallery's images against their runners-up; undefined where it has not.
 * @throws Error when they are of other images, or lie otherwise in their atlases
 */
export function galleryContrasts(results: StudyResults): GalleryContrasts | undefined {
  if (!listArtefacts(results.study).includes('contrasts.json')) return undefined;
  const gallery = results.gallery();
  const contrasts = results.contrasts();
  if (tilesOf(contrasts) !== tilesOf(gallery))
    throw new Error(`${results.study}: contrasts.json is not of the images of gallery.json`);
  return { contrasts, maps: results.contrastsMaps().maps };
}

/** How images lie in atlases, as one text. */
function tilesOf({ atlas, images }: Tiled): string {
  return [atlas.columns, ...images.map(({ index }) => index)].join();
}

interface Tiled {
  readonly atlas: { readonly columns: number };
  readonly images: readonly { readonly index: number }[];
}
