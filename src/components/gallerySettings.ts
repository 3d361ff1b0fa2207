import type { Gallery } from '../../compute/results/gallery.ts';
import type { SegmentSettings } from '../demos/worker/messages.ts';

/** How a study ran its methods, by the word of its gallery. */
export interface GallerySettings {
  /** Of LIME and Kernel SHAP. */
  readonly segments: Omit<SegmentSettings, 'index'>;
  /** Composite of its LRP. */
  readonly composite: string;
}

/** @throws Error that names what the gallery does not tell */
export function gallerySettings({ header, methods }: Gallery): GallerySettings {
  const setting = (method: string, name: string): unknown => {
    const value = methods.find(({ id }) => id === method)?.settings[name];
    if (value === undefined)
      throw new Error(`The gallery of ${header.study} tells no ${name} of ${method}.`);
    return value;
  };
  return {
    segments: {
      cell: Number(setting('kernel-shap', 'cell')),
      fill: Number(setting('kernel-shap', 'fill')),
      evaluations: Number(setting('kernel-shap', 'evaluations')),
      seed: header.seed,
    },
    composite: String(setting('lrp', 'composite')),
  };
}
