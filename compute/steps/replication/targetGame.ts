import type { Game, Segmentation } from '../../explain/game.ts';
import { imageGame } from '../../explain/games/imageGame.ts';
import type { SegmentFill } from '../../explain/games/fill.ts';
import { forward } from '../../networks/forward.ts';
import type { ExplainedImage } from '../explainedImages.ts';
import { softmaxProbability } from '../softmax.ts';

/** Which output of a target game is which. */
export const TARGET_OUTPUTS = ['logit', 'probability'] as const;

/**
 * The game in which segments play for the predicted class: its logit and its probability, from the
 * same passes through the network. Probabilities are rounded to single precision, as Keras gives them.
 */
export function targetGame(
  { network, values, shape, target }: ExplainedImage,
  segmentation: Segmentation,
  fill: SegmentFill,
  batchSize: number,
): Game {
  const game = imageGame({
    logits: (images) => forward(network, images),
    image: values,
    shape,
    segmentation,
    fill,
    batchSize,
  });
  return {
    players: game.players,
    outputs: TARGET_OUTPUTS.length,
    values: (coalitions) => {
      const logits = game.values(coalitions);
      const worth = new Float64Array((logits.length / game.outputs) * 2);
      for (let row = 0; row < worth.length / 2; row++) {
        const own = logits.subarray(row * game.outputs, (row + 1) * game.outputs);
        worth[2 * row] = own[target]!;
        worth[2 * row + 1] = Math.fround(softmaxProbability(own, target));
      }
      return worth;
    },
  };
}
