import { z } from 'zod';
import { imageGame } from '../explain/games/imageGame.ts';
import type { Game } from '../explain/game.ts';
import { gridSegments } from '../explain/segmentation/grid.ts';
import { forward } from '../networks/forward.ts';
import type { ExplainedImage } from './explainedImages.ts';

/** Parameters of methods that switch segments of an image on and off. */
export const segmentGameFields = {
  /** Side of the square grid cells, the segments. */
  cell: z.number().int().positive().default(4),
  /** Coalitions evaluated for each image. */
  evaluations: z.number().int().positive().default(1000),
  /** What a segment that takes no part is filled with, 0 … 1 in every channel. */
  fill: z.number().min(0).max(1).default(0),
  /** Images in one forward pass. */
  batchSize: z.number().int().positive().default(250),
};

/** The game in which the grid cells of an image play for the logits of a network. */
export function gridGame(
  { network, values, shape }: ExplainedImage,
  { cell, fill, batchSize }: { cell: number; fill: number; batchSize: number },
): Game {
  return imageGame({
    logits: (images) => forward(network, images),
    image: values,
    shape,
    segmentation: gridSegments(shape[0], shape[1], cell),
    fill: { kind: 'constant', value: fill },
    batchSize,
  });
}

/** The scores of one output out of row-major [players × outputs]. */
export function scoresOfOutput(
  scores: ArrayLike<number>,
  outputs: number,
  output: number,
): Float32Array {
  return Float32Array.from(
    { length: scores.length / outputs },
    (_, player) => scores[player * outputs + output]!,
  );
}
