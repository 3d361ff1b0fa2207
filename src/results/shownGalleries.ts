import type { Gallery } from '../../compute/results/gallery.ts';
import type { GalleryOthers } from '../../compute/results/galleryOthers.ts';
import { galleryContrasts, type GalleryContrasts } from './galleryContrasts.ts';
import { galleryOthers } from './galleryOthers.ts';
import { listArtefacts } from './readArtefact.ts';
import { shownStudies } from './shownStudies.ts';
import { studyResults } from './studyResults.ts';

/** A gallery that a study has published. */
export interface ShownGallery {
  /** E.g. `mnist-hardest`. */
  readonly id: string;
  readonly study: string;
  /** E.g. `MNIST, the hardest images`. */
  readonly title: string;
  readonly gallery: Gallery;
  /** Of the same images, where the study has published them. */
  readonly contrasted: GalleryContrasts | undefined;
  /** By further methods, likewise. */
  readonly others: GalleryOthers | undefined;
}

/** The galleries of all studies that compare methods. */
export function shownGalleries(): ShownGallery[] {
  return shownStudies()
    .filter(({ kind, id }) => kind === 'comparison' && id !== 'quick')
    .flatMap(({ id: study, title }) => {
      const results = studyResults(study);
      const has = (name: string) => listArtefacts(study).includes(`${name}.json`);
      return [
        {
          id: `${study}-gallery`,
          study,
          title,
          name: 'gallery',
          read: results.gallery,
          readContrasts: () => galleryContrasts(results),
          readOthers: () => galleryOthers(results),
        },
        {
          id: `${study}-hardest`,
          study,
          title: `${title}, the hardest images`,
          name: 'hardest',
          read: results.hardest,
          readContrasts: () => undefined,
          readOthers: () => undefined,
        },
      ]
        .filter(({ name }) => has(name))
        .map(({ id, title: own, read, readContrasts, readOthers }) => ({
          id,
          study,
          title: own,
          gallery: read(),
          contrasted: readContrasts(),
          others: readOthers(),
        }));
    });
}
