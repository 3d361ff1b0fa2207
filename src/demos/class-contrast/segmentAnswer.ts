import { paintSegments } from '../../../compute/explain/segmentation/paint.ts';
import { explainByKernelShap } from '../../../compute/explain/shap/kernelShap.ts';
import type { Network } from '../../../compute/networks/network.ts';
import { generatorFor } from '../../../compute/random/generator.ts';
import { costSince } from '../worker/cost.ts';
import { scoresOf, segmentGame } from '../worker/segmentGame.ts';
import type { SegmentContrastAnswer, SegmentContrastQuestion } from './question.ts';

/**
 * The Kernel SHAP maps of two classes. All classes are estimated from the same coalitions, so the map of
 * the difference of two logits is the difference of maps.
 */
export function contrastByKernelShap(
  network: Network,
  { image, first, second, segments }: SegmentContrastQuestion,
): SegmentContrastAnswer {
  const began = performance.now();
  const { game, segmentation } = segmentGame(network, image, segments);
  const { evaluations, seed, index } = segments;
  const { values } = explainByKernelShap(
    game,
    { evaluations },
    generatorFor(seed, 'kernel-shap', index),
  );
  const [own, other] = [first, second].map((label) => scoresOf(values, game.outputs, label)) as [
    Float32Array,
    Float32Array,
  ];
  const sum = (scores: Float32Array) => scores.reduce((total, score) => total + score, 0);
  return {
    kind: 'contrast-by-kernel-shap',
    maps: [paintSegments(own, segmentation), paintSegments(other, segmentation)],
    sums: [sum(own), sum(other)],
    ...costSince(began),
  };
}
