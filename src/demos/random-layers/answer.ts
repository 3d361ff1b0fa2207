import * as tf from '@tensorflow/tfjs-core';
import { COMPOSITES } from '../../../compute/explain/lrp/composites.ts';
import { explainByLrp, pixelRelevance } from '../../../compute/explain/lrp/explainByLrp.ts';
import { paintSegments } from '../../../compute/explain/segmentation/paint.ts';
import { explainByKernelShap } from '../../../compute/explain/shap/kernelShap.ts';
import { cascade } from '../../../compute/metrics/randomisation/cascade.ts';
import { correlation } from '../../../compute/metrics/rankCorrelation.ts';
import { centredRanks } from '../../../compute/metrics/ranks.ts';
import { foldRepeatedChannels } from '../../../compute/networks/foldRepeatedChannels.ts';
import { forward } from '../../../compute/networks/forward.ts';
import {
  disposeNetwork,
  loadNetwork,
  storeNetwork,
  type Network,
} from '../../../compute/networks/network.ts';
import { generatorFor } from '../../../compute/random/generator.ts';
import { costSince } from '../worker/cost.ts';
import type { SegmentSettings } from '../worker/messages.ts';
import { scoresOf, segmentGame } from '../worker/segmentGame.ts';
import type { RandomLayersAnswer, RandomLayersQuestion } from './question.ts';

/** How the network of 2021 started out before it was trained. */
const INITIALISATION = 'glorot';

/** Cascading randomisation of one image (Adebayo et al. 2018, section 4.1), by the code of the study. */
export function randomiseLayers(
  network: Network,
  { image, composites, segments, draw }: RandomLayersQuestion,
): RandomLayersAnswer {
  const began = performance.now();
  const { architecture } = network;
  const logits = tf.tidy(() =>
    Float32Array.from(
      forward(network, tf.tensor4d(image, [1, ...architecture.inputShape])).dataSync(),
    ),
  );
  const target = logits.indexOf(Math.max(...logits));
  const learned = storeNetwork(network);
  const stages = cascade(
    learned,
    INITIALISATION,
    generatorFor(segments.seed, 'random-layers', draw),
  );
  const columns = [learned, ...stages.map((stage) => stage.network)].map((stored) => {
    const whole = loadNetwork(stored);
    // Kernel SHAP only asks what the network says, which the fewest layers say soonest.
    const inference = loadNetwork(foldRepeatedChannels(stored));
    const shown = [
      ...composites.map((id) => lrpMap(whole, image, target, id)),
      kernelShapMap(inference, image, target, segments),
    ];
    [whole, inference].forEach(disposeNetwork);
    return shown;
  });
  const maps = columns[0]!.map((_, row) => columns.map((column) => column[row]!));
  return {
    kind: 'random-layers',
    logits,
    target,
    layers: stages.map(({ layer }) => architecture.layers[layer]!.type),
    maps,
    similarities: maps.map(([ofLearnt, ...random]) =>
      random.map((map) => likeness(ofLearnt!, map, image)),
    ),
    ...costSince(began),
  };
}

/**
 * Spearman's correlation of the sizes of relevance, over the pixels with ink: the many black ones, which
 * most rules give nothing, would make any two maps alike.
 */
function likeness(one: Float32Array, other: Float32Array, image: Float32Array): number {
  const sizeRanks = (map: Float32Array) =>
    centredRanks(map.map(Math.abs).filter((_, pixel) => image[pixel]! > 0));
  return correlation(sizeRanks(one), sizeRanks(other));
}

function lrpMap(network: Network, image: Float32Array, target: number, id: string): Float32Array {
  const composite = COMPOSITES.get(id);
  if (!composite) throw new Error(`No composite is called ${id}.`);
  const one = tf.tensor4d(image, [1, ...network.architecture.inputShape]);
  const { relevance } = explainByLrp(network, one, [target], composite);
  const map = tf.tidy(() => Float32Array.from(pixelRelevance(relevance).dataSync()));
  tf.dispose([one, relevance]);
  return map;
}

function kernelShapMap(
  network: Network,
  image: Float32Array,
  target: number,
  segments: SegmentSettings,
): Float32Array {
  const { game, segmentation } = segmentGame(network, image, segments);
  const { evaluations, seed, index } = segments;
  const { values } = explainByKernelShap(
    game,
    { evaluations },
    generatorFor(seed, 'kernel-shap', index),
  );
  return paintSegments(scoresOf(values, game.outputs, target), segmentation);
}
