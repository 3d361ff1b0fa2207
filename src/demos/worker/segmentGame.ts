import type { Game, Segmentation } from '../../../compute/explain/game.ts';
import { imageGame } from '../../../compute/explain/games/imageGame.ts';
import { gridSegments } from '../../../compute/explain/segmentation/grid.ts';
import { forward } from '../../../compute/networks/forward.ts';
import type { Network } from '../../../compute/networks/network.ts';
import type { SegmentSettings } from './messages.ts';

/** Images in one forward pass. */
const BATCH = 64;

/**
 * The game in which the grid cells of an image play for the logits of a network, as in the steps of a
 * study.
 * @param image row-major [height × width × channels], 0 … 1
 */
export function segmentGame(
  network: Network,
  image: Float32Array,
  { cell, fill }: Pick<SegmentSettings, 'cell' | 'fill'>,
): { game: Game; segmentation: Segmentation } {
  const [height, width] = network.architecture.inputShape;
  const segmentation = gridSegments(height, width, cell);
  const game = imageGame({
    logits: (images) => forward(network, images),
    image,
    shape: network.architecture.inputShape,
    segmentation,
    fill: { kind: 'constant', value: fill },
    batchSize: BATCH,
  });
  return { game, segmentation };
}

/**
 * The scores of one output.
 * @param scores row-major [players × outputs]
 */
export function scoresOf(scores: Float64Array, outputs: number, output: number): Float32Array {
  return Float32Array.from(
    { length: scores.length / outputs },
    (_, player) => scores[player * outputs + output]!,
  );
}
