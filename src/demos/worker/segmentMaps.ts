import { explainByLime } from '../../../compute/explain/lime/lime.ts';
import { paintSegments } from '../../../compute/explain/segmentation/paint.ts';
import { explainByKernelShap } from '../../../compute/explain/shap/kernelShap.ts';
import type { Network } from '../../../compute/networks/network.ts';
import { generatorFor } from '../../../compute/random/generator.ts';
import type { SegmentSettings } from './messages.ts';
import { scoresOf, segmentGame } from './segmentGame.ts';

/**
 * The maps of LIME and Kernel SHAP for one class, from the same generators as the steps of a study:
 * equal images have equal maps.
 * @param image row-major [height × width × channels], 0 … 1
 * @returns one number a pixel, equal within a segment
 */
export function segmentMaps(
  network: Network,
  image: Float32Array,
  target: number,
  { cell, fill, evaluations, seed, index }: SegmentSettings,
): Record<'lime' | 'kernel-shap', Float32Array> {
  const { game, segmentation } = segmentGame(network, image, { cell, fill });
  const painted = (scores: Float64Array) =>
    paintSegments(scoresOf(scores, game.outputs, target), segmentation);
  const lime = explainByLime(game, { evaluations }, generatorFor(seed, 'lime', index));
  const shap = explainByKernelShap(game, { evaluations }, generatorFor(seed, 'kernel-shap', index));
  return { lime: painted(lime.coefficients), 'kernel-shap': painted(shap.values) };
}
