import type { Contrasts, ContrastsMaps } from '../../compute/results/contrasts.ts';
import { requireTilesOf } from './galleryTiles.ts';
import { listArtefacts } from './readArtefact.ts';
import type { StudyResults } from './studyResults.ts';

/** Maps of the predicted class against the runner-up, of the images of a gallery. */
export interface GalleryContrasts {
  readonly contrasts: Contrasts;
  readonly maps: ContrastsMaps['maps'];
}

const FILE = 'contrasts.json';

/**
 * What a study has published of its gallery's images against their runners-up; undefined where it has not.
 * @throws Error when they are of other images, or lie otherwise in their atlases
 */
export function galleryContrasts(results: StudyResults): GalleryContrasts | undefined {
  if (!listArtefacts(results.study).includes(FILE)) return undefined;
  const contrasts = results.contrasts();
  requireTilesOf(results.gallery(), contrasts, results.study, FILE);
  return { contrasts, maps: results.contrastsMaps().maps };
}
