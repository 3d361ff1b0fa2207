import type { Gallery, GalleryMaps } from '../../compute/results/gallery.ts';
import type { RoundedWeights } from '../../compute/results/roundedWeights.ts';
import type { NetworkId } from '../demos/explain-picture/state.ts';
import {
  hasPictures,
  PICTURE_STUDY,
  roundedWeights,
  SMALL_NETWORK,
  type RoundedNetwork,
} from '../results/pictureStudy.ts';
import { studyResults } from '../results/studyResults.ts';

/** A network of the demo of pictures, in the form that pages load. */
export interface PictureNetwork extends RoundedNetwork {
  readonly weights: RoundedWeights;
}

/** What the demo of pictures shows, taken from the artefacts of its studies. */
export interface PictureDemo {
  readonly gallery: Gallery;
  readonly maps: GalleryMaps;
  readonly networks: Readonly<Record<NetworkId, PictureNetwork>>;
}

/** Undefined until the studies have published the images, and both networks for pages. */
export function pictureDemo(): PictureDemo | undefined {
  if (!hasPictures()) return undefined;
  const results = studyResults(PICTURE_STUDY);
  const gallery = results.gallery();
  const ofStudy = { study: PICTURE_STUDY, network: gallery.network };
  const [small, study] = [SMALL_NETWORK, ofStudy].map((named) => ({
    ...named,
    weights: roundedWeights(named),
  }));
  if (!isPublished(small!) || !isPublished(study!)) return undefined;
  return { gallery, maps: results.galleryMaps(), networks: { small, study } };
}

function isPublished(
  network: RoundedNetwork & { readonly weights: RoundedWeights | undefined },
): network is PictureNetwork {
  return network.weights !== undefined;
}
