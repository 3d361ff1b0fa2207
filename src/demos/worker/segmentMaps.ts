import type { Game } from '../../../compute/explain/game.ts';
import { explainByLime } from '../../../compute/explain/lime/lime.ts';
import { paintSegments } from '../../../compute/explain/segmentation/paint.ts';
import { explainByKernelShap } from '../../../compute/explain/shap/kernelShap.ts';
import type { Network } from '../../../compute/networks/network.ts';
import { generatorFor } from '../../../compute/random/generator.ts';
import { costSince } from './cost.ts';
import type {
  SegmentMapAnswer,
  SegmentMapQuestion,
  SegmentMethodId,
  SegmentSettings,
} from './messages.ts';
import type { Pause } from './patiently.ts';
import { scoresOf, segmentGame } from './segmentGame.ts';

/** Scores of all segments for all outputs, row-major, and the quality of those of each output. */
interface Scored {
  readonly scores: Float64Array;
  qualityFor(target: number): number;
}

/** The map of one method, and what it adds up to. */
export function explainBySegments(
  network: Network,
  { image, method, target, segments }: SegmentMapQuestion,
): SegmentMapAnswer {
  const began = performance.now();
  const { game, segmentation } = segmentGame(network, image, segments);
  const scored = methodOf(method, segments)(game);
  return answerOf(scored, game.outputs, target, segmentation, began);
}

/** The same, in slices with pauses in between: for networks that take seconds. */
export async function explainBySegmentsPatiently(
  network: Network,
  { image, method, target, segments }: SegmentMapQuestion,
  pause: Pause,
): Promise<SegmentMapAnswer> {
  // Of use to one demo only, so that the others need not load it.
  const { patiently } = await import('./patiently.ts');
  const began = performance.now();
  const { game, segmentation } = segmentGame(network, image, segments);
  const scored = await patiently(game, methodOf(method, segments), pause);
  return answerOf(scored, game.outputs, target, segmentation, began);
}

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
  segments: SegmentSettings,
): Record<SegmentMethodId, Float32Array> {
  const { game, segmentation } = segmentGame(network, image, segments);
  const map = (method: SegmentMethodId) =>
    paintSegments(
      scoresOf(methodOf(method, segments)(game).scores, game.outputs, target),
      segmentation,
    );
  return { lime: map('lime'), 'kernel-shap': map('kernel-shap') };
}

/** A method with its settings; equal each time it is run on a game. */
function methodOf(
  method: SegmentMethodId,
  { evaluations, seed, index }: SegmentSettings,
): (game: Game) => Scored {
  return (game) => {
    const generator = generatorFor(seed, method, index);
    if (method === 'lime') {
      const { coefficients, r2 } = explainByLime(game, { evaluations }, generator);
      return { scores: coefficients, qualityFor: (target) => r2[target]! };
    }
    const { values, standardErrors } = explainByKernelShap(game, { evaluations }, generator);
    return {
      scores: values,
      qualityFor: (target) => Math.max(...scoresOf(standardErrors, game.outputs, target)),
    };
  };
}

function answerOf(
  { scores, qualityFor }: Scored,
  outputs: number,
  target: number,
  segmentation: Parameters<typeof paintSegments>[1],
  began: number,
): SegmentMapAnswer {
  const own = scoresOf(scores, outputs, target);
  return {
    kind: 'explain-by-segments',
    map: paintSegments(own, segmentation),
    sum: own.reduce((total, score) => total + score, 0),
    quality: qualityFor(target),
    ...costSince(began),
  };
}
