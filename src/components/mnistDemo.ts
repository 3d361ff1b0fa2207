import type { Gallery } from '../../compute/results/gallery.ts';
import type { SegmentSettings } from '../demos/worker/messages.ts';
import { studyResults } from '../results/studyResults.ts';
import { url } from '../site/url.ts';

/** What demos of the MNIST network of 2021 have in common, taken from the artefacts of the study. */
export interface MnistDemo {
  readonly study: string;
  readonly gallery: Gallery;
  /** The images of the gallery, row-major [height × width], 0 … 1. */
  readonly images: readonly Float32Array[];
  /** Name of the network, e.g. `mnist/2021`. */
  readonly network: string;
  /** Attributes of the demo's element: where its model and its images are. */
  readonly sources: Readonly<Record<'data-header' | 'data-binary' | 'data-images', string>>;
  /** How the study ran LIME and Kernel SHAP. */
  readonly segments: Omit<SegmentSettings, 'index'>;
  /** Composite of the study's LRP. */
  readonly composite: string;
}

const STUDY = 'mnist';

export function mnistDemo(): MnistDemo {
  const results = studyResults(STUDY);
  const gallery = results.gallery();
  const network = `${STUDY}/${gallery.network}`;
  const setting = (method: string, name: string): unknown => {
    const value = gallery.methods.find(({ id }) => id === method)?.settings[name];
    if (value === undefined)
      throw new Error(`The gallery of ${STUDY} tells no ${name} of ${method}.`);
    return value;
  };
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
    segments: {
      cell: Number(setting('kernel-shap', 'cell')),
      fill: Number(setting('kernel-shap', 'fill')),
      evaluations: Number(setting('kernel-shap', 'evaluations')),
      seed: gallery.header.seed,
    },
    composite: String(setting('lrp', 'composite')),
  };
}
