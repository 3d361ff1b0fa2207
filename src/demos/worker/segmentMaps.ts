import type { Game } from '../../../compute/explain/game.ts';
import { imageGame } from '../../../compute/explain/games/imageGame.ts';
import { explainByLime } from '../../../compute/explain/lime/lime.ts';
import { gridSegments } from '../../../compute/explain/segmentation/grid.ts';
import { paintSegments } from '../../../compute/explain/segmentation/paint.ts';
import { explainByKernelShap } from '../../../compute/explain/shap/kernelShap.ts';
import { forward } from '../../../compute/networks/forward.ts';
import type { Network } from '../../../compute/networks/network.ts';
import { generatorFor } from '../../../compute/random/generator.ts';
import type { SegmentSettings } from './messages.ts';

/** Images in one forward pass. */
const BATCH = 64;

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
  const [height, width] = network.architecture.inputShape;
  const segmentation = gridSegments(height, width, cell);
  const game: Game = imageGame({
    logits: (images) => forward(network, images),
    image,
    shape: network.architecture.inputShape,
    segmentation,
    fill: { kind: 'constant', value: fill },
    batchSize: BATCH,
  });
  const painted = (scores: Float64Array) =>
    paintSegments(
      Float32Array.from(
        { length: game.players },
        (_, player) => scores[player * game.outputs + target]!,
      ),
      segmentation,
    );
  const lime = explainByLime(game, { evaluations }, generatorFor(seed, 'lime', index));
  const shap = explainByKernelShap(game, { evaluations }, generatorFor(seed, 'kernel-shap', index));
  return { lime: painted(lime.coefficients), 'kernel-shap': painted(shap.values) };
}
