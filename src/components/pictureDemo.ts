import type { Gallery, GalleryMaps } from '../../compute/results/gallery.ts';
import type { RoundedWeights } from '../../compute/results/roundedWeights.ts';
import { listArtefacts, readArtefact } from '../results/readArtefact.ts';
import { studyResults } from '../results/studyResults.ts';
import { hasPictures, PICTURE_STUDY } from '../results/pictureStudy.ts';
import { url } from '../site/url.ts';

/** What the demo of pictures shows, taken from the artefacts of its study. */
export interface PictureDemo {
  readonly gallery: Gallery;
  readonly maps: GalleryMaps;
  /** The network in the form that pages load. */
  readonly weights: RoundedWeights;
  /** Attributes of the demo's element: where its model, its images and their scores are. */
  readonly sources: Readonly<
    Record<'data-header' | 'data-binary' | 'data-images' | 'data-scores', string>
  >;
}

/** Undefined until the study has published its images and weights for pages. */
export function pictureDemo(): PictureDemo | undefined {
  if (!hasPictures()) return undefined;
  const results = studyResults(PICTURE_STUDY);
  const gallery = results.gallery();
  const rounded = `rounded-weights-${gallery.network}.json`;
  if (!listArtefacts(PICTURE_STUDY).includes(rounded)) return undefined;
  const model = (extension: string) =>
    url(`/models/${PICTURE_STUDY}/${gallery.network}-8-bit.${extension}`);
  return {
    gallery,
    maps: results.galleryMaps(),
    weights: readArtefact(PICTURE_STUDY, rounded) as RoundedWeights,
    sources: {
      'data-header': model('json'),
      'data-binary': model('bin'),
      'data-images': url(`/demos/${PICTURE_STUDY}-images.png`),
      'data-scores': url(`/demos/${PICTURE_STUDY}-scores.json`),
    },
  };
}
