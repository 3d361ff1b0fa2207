import type { Game } from '../../../compute/explain/game.ts';
import { cosineKernel } from '../../../compute/explain/lime/cosineKernel.ts';
import { explainByLime } from '../../../compute/explain/lime/lime.ts';
import type { Network } from '../../../compute/networks/network.ts';
import { generatorFor } from '../../../compute/random/generator.ts';
import { costSince } from '../worker/cost.ts';
import { scoresOf, segmentGame } from '../worker/segmentGame.ts';
import type {
  LimeSeedsAnswer,
  LimeSeedsQuestion,
  LimeStepsAnswer,
  LimeStepsQuestion,
} from './question.ts';

/** Width of LIME's kernel where none is given. */
const KERNEL_WIDTH = 0.25;

/** LIME as the steps of a study run it, with the masks that it drew and what the network said of them. */
export function limeSteps(
  network: Network,
  { image, segments }: LimeStepsQuestion,
): LimeStepsAnswer {
  const began = performance.now();
  const { game, segmentation } = segmentGame(network, image, segments);
  const { players, outputs } = game;
  let masks = new Uint8Array(0);
  let worth = new Float64Array(0);
  const watched: Game = {
    players,
    outputs,
    values: (coalitions) => {
      masks = coalitions.slice();
      worth = Float64Array.from(game.values(coalitions));
      return worth;
    },
  };
  const { evaluations, seed, index } = segments;
  const explained = explainByLime(
    watched,
    { evaluations, kernelWidth: KERNEL_WIDTH },
    generatorFor(seed, 'lime', index),
  );
  const logits = Float32Array.from(worth.subarray(0, outputs));
  const target = logits.indexOf(Math.max(...logits));
  const coefficients = scoresOf(explained.coefficients, outputs, target);
  const intercept = explained.intercepts[target]!;
  const rows = Array.from({ length: masks.length / players }, (_, row) =>
    masks.subarray(row * players, (row + 1) * players),
  );
  return {
    kind: 'lime-steps',
    logits,
    target,
    masks,
    values: scoresOf(worth, outputs, target),
    fitted: Float32Array.from(rows, (mask) =>
      mask.reduce((sum, shown, player) => sum + shown * coefficients[player]!, intercept),
    ),
    weights: Float32Array.from(rows, (mask) =>
      cosineKernel(
        mask.reduce((sum, shown) => sum + shown, 0),
        players,
        KERNEL_WIDTH,
      ),
    ),
    coefficients,
    intercept,
    r2: explained.r2[target]!,
    labels: segmentation.labels,
    ...costSince(began),
  };
}

/** The coefficients of LIME under other seeds. */
export function limeSeeds(
  network: Network,
  { image, target, segments, seeds }: LimeSeedsQuestion,
): LimeSeedsAnswer {
  const began = performance.now();
  const { game } = segmentGame(network, image, segments);
  const { evaluations, index } = segments;
  const coefficients = new Float32Array(seeds.length * game.players);
  seeds.forEach((seed, row) => {
    const explained = explainByLime(
      game,
      { evaluations, kernelWidth: KERNEL_WIDTH },
      generatorFor(seed, 'lime', index),
    );
    coefficients.set(scoresOf(explained.coefficients, game.outputs, target), row * game.players);
  });
  return { kind: 'lime-seeds', coefficients, ...costSince(began) };
}
