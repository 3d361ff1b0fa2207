import { probabilities } from '../demos/class-bars/probabilities.ts';
import { evaluationsInPage } from '../demos/explain-picture/settings.ts';
import type { AnsweredMaps, MethodMap } from '../demos/method-maps/words.ts';
import { SEGMENT_METHOD_IDS, type MethodId } from '../demos/worker/messages.ts';
import { explainBySegments } from '../demos/worker/segmentMaps.ts';
import { exampleRoundedExplainer } from '../results/exampleNetwork.ts';
import { roundedModel } from '../results/pictureStudy.ts';
import { gallerySettings } from './gallerySettings.ts';
import type { PictureDemo } from './pictureDemo.ts';

/** A picture as the demo shows it before it is touched. */
export interface PictureExample {
  /** Row-major [height × width × 3], 0 … 1. */
  readonly image: Float32Array;
  readonly shares: readonly number[];
  /** The class predicted, which is explained. */
  readonly target: number;
  readonly maps: AnsweredMaps;
}

/** Explains an image of the gallery by the small network, with the settings and the code of the demo. */
export async function pictureExample(
  { gallery, maps, networks }: PictureDemo,
  position: number,
): Promise<PictureExample> {
  const network = roundedModel(networks.small);
  const explainer = await exampleRoundedExplainer(network);
  const { segments, composite } = gallerySettings(gallery);
  const image = Float32Array.from(maps.images[position]!, (level) => level / 255);
  const { logits, target, relevance } = explainer.explain({
    kind: 'explain-by-lrp',
    network,
    image,
    target: null,
    composite,
  });
  const sum = relevance.reduce((total, value) => total + value, 0);
  const found = new Map<MethodId, MethodMap>([['lrp', { map: relevance, sum }]]);
  for (const method of SEGMENT_METHOD_IDS) {
    found.set(
      method,
      explainBySegments(explainer.inferenceNetwork(network), {
        kind: 'explain-by-segments',
        network,
        image,
        method,
        target,
        segments: {
          ...segments,
          evaluations: evaluationsInPage({ segments }, 'small'),
          index: 0,
        },
      }),
    );
  }
  return { image, shares: probabilities(logits), target, maps: found };
}
