import type { Game } from '../../../compute/explain/game.ts';
import { coalitionsByBitmask } from '../../../compute/explain/games/coalitions.ts';
import { exactShapley } from '../../../compute/explain/shap/exactShapley.ts';
import { explainByKernelShap } from '../../../compute/explain/shap/kernelShap.ts';
import { explainBySmoothedShap } from '../../../compute/explain/shap/smoothedShap.ts';
import type { Network } from '../../../compute/networks/network.ts';
import { generatorFor } from '../../../compute/random/generator.ts';
import { costSince } from '../worker/cost.ts';
import { scoresOf, segmentGame } from '../worker/segmentGame.ts';
import type { ShapleyAnswer, ShapleyQuestion } from './question.ts';

/**
 * Asks the network about every coalition once; exact values and all samples are then computed from this
 * table, so that what differs between them is the sample alone.
 */
export function sampleShapley(
  network: Network,
  { image, segments, budgets, samples }: ShapleyQuestion,
): ShapleyAnswer {
  const began = performance.now();
  const { game, segmentation } = segmentGame(network, image, segments);
  const { players, outputs } = game;
  const worth = game.values(coalitionsByBitmask(players, 0, 2 ** players));
  const logits = Float32Array.from(worth.subarray(worth.length - outputs));
  const target = logits.indexOf(Math.max(...logits));
  const table = scoresOf(worth, outputs, target);
  const { values: exact, base, full } = exactShapley(tableGame(table, players));

  const { evaluations, seed, index } = segments;
  const sizes = Array.from({ length: players + 1 }, () => 0);
  const counting = tableGame(table, players, (size) => sizes[size]!++);
  const estimated = explainByKernelShap(
    counting,
    { evaluations },
    generatorFor(seed, 'kernel-shap', index),
  );
  const errorsOf = (explain: typeof explainByKernelShap) =>
    budgets.map((budget) => {
      let squares = 0;
      for (let sample = 0; sample < samples; sample++) {
        const { values } = explain(
          tableGame(table, players),
          { evaluations: budget },
          generatorFor(seed, 'error', index, budget, sample),
        );
        values.forEach((value, cell) => (squares += (value - exact[cell]!) ** 2));
      }
      return Math.sqrt(squares / (samples * players));
    });
  return {
    kind: 'shapley-sampling',
    logits,
    target,
    base: base[0]!,
    full: full[0]!,
    exact: Float32Array.from(exact),
    estimate: Float32Array.from(estimated.values),
    standardErrors: Float32Array.from(estimated.standardErrors),
    sizes,
    errors: errorsOf(explainByKernelShap),
    smoothedErrors: errorsOf(explainBySmoothedShap),
    labels: segmentation.labels,
    ...costSince(began),
  };
}

/**
 * A game whose values are known, by the bitmask of the coalition.
 * @param seen told the size of every coalition that is asked about
 */
function tableGame(table: Float32Array, players: number, seen?: (size: number) => void): Game {
  return {
    players,
    outputs: 1,
    values: (coalitions) =>
      Float64Array.from({ length: coalitions.length / players }, (_, row) => {
        let [mask, size] = [0, 0];
        for (let player = 0; player < players; player++) {
          if (!coalitions[row * players + player]) continue;
          mask |= 1 << player;
          size++;
        }
        seen?.(size);
        return table[mask]!;
      }),
  };
}
