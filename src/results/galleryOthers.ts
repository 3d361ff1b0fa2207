import type { GalleryOthers } from '../../compute/results/galleryOthers.ts';
import { requireTilesOf } from './galleryTiles.ts';
import { listArtefacts } from './readArtefact.ts';
import type { StudyResults } from './studyResults.ts';

const FILE = 'gallery-others.json';

/**
 * What a study has published of its gallery's images by further methods; undefined where it has not.
 * @throws Error when they are of other images, or lie otherwise in their atlases
 */
export function galleryOthers(results: StudyResults): GalleryOthers | undefined {
  if (!listArtefacts(results.study).includes(FILE)) return undefined;
  const others = results.galleryOthers();
  requireTilesOf(results.gallery(), others, results.study, FILE);
  return others;
}
