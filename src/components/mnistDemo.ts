import type { Gallery } from '../../compute/results/gallery.ts';
import { studyResults } from '../results/studyResults.ts';
import { url } from '../site/url.ts';
import { gallerySettings, type GallerySettings } from './gallerySettings.ts';

/** What demos of the MNIST network of 2021 have in common, taken from the artefacts of the study. */
export interface MnistDemo extends GallerySettings {
  readonly study: string;
  readonly gallery: Gallery;
  /** The images of the gallery, row-major [height × width], 0 … 1. */
  readonly images: readonly Float32Array[];
  /** Name of the network, e.g. `mnist/2021`. */
  readonly network: string;
  /** Attributes of the demo's element: where its model and its images are. */
  readonly sources: Readonly<Record<'data-header' | 'data-binary' | 'data-images', string>>;
}

const STUDY = 'mnist';

export function mnistDemo(): MnistDemo {
  const results = studyResults(STUDY);
  const gallery = results.gallery();
  const network = `${STUDY}/${gallery.network}`;
  return {
    study: STUDY,
    gallery,
    images: results
      .galleryMaps()
      .images.map((levels) => Float32Array.from(levels, (level) => level / 255)),
    network,
    sources: {
      'data-header': url(`/models/${network}.json`),
      'data-binary': url(`/models/${network}.bin`),
      'data-images': url(`/demos/${STUDY}-images.json`),
    },
    ...gallerySettings(gallery),
  };
}
