import { z } from 'zod';
import { contrastGame } from '../../explain/contrast/contrastGame.ts';
import { twoClassesByLrp } from '../../explain/contrast/twoClassesByLrp.ts';
import type { Game } from '../../explain/game.ts';
import { explainByLime } from '../../explain/lime/lime.ts';
import { COMPOSITES } from '../../explain/lrp/composites.ts';
import type { LedgerRow } from '../../explain/lrp/ledger.ts';
import { gridSegments } from '../../explain/segmentation/grid.ts';
import { paintSegments } from '../../explain/segmentation/paint.ts';
import { explainByKernelShap } from '../../explain/shap/kernelShap.ts';
import type { Network } from '../../networks/network.ts';
import { generatorFor } from '../../random/generator.ts';
import type { ExplainedImage } from '../explainedImages.ts';
import { gridGame, segmentGameFields } from '../segmentGame.ts';
import type { ContrastNumbers } from './contrastUnit.ts';

/** An image whose target, the predicted class, is held against another one. */
export interface ContrastedImage extends ExplainedImage {
  readonly runnerUp: number;
  /** The network as LRP needs it. */
  readonly foldedNetwork: Network;
}

/** The map of the difference of two logits. */
export interface ContrastMap extends ContrastNumbers {
  /** One signed number a pixel, row-major [height × width]; equal within a cell where there are. */
  readonly map: Float32Array;
}

/** A method with settings as its explaining step describes them, and the seed of the study. */
type ContrastMethod = (image: ContrastedImage, settings: unknown, seed: number) => ContrastMap;

const segmentSettings = z.object(segmentGameFields);
const limeSettings = segmentSettings.extend({ kernelWidth: z.number(), ridge: z.number() });
const lrpSettings = z.object({ composite: z.string() });

const METHODS: ReadonlyMap<string, ContrastMethod> = new Map<string, ContrastMethod>([
  ['lime', byLime],
  ['kernel-shap', byKernelShap],
  ['lrp', byLrp],
]);

/**
 * The map of a difference of logits by a method, named as explaining steps name it. Coalitions are those
 * that the explaining steps draw for the same image.
 * @throws Error when the method cannot be asked about a difference of logits
 */
export function contrastBy(method: string): ContrastMethod {
  const own = METHODS.get(method);
  if (!own) throw new Error(`"${method}" has no contrast; give ${[...METHODS.keys()].join(', ')}`);
  return own;
}

function byLime(image: ContrastedImage, given: unknown, seed: number): ContrastMap {
  const { evaluations, kernelWidth, ridge, ...settings } = limeSettings.parse(given);
  const { coefficients, r2 } = explainByLime(
    leadGame(image, settings),
    { evaluations, kernelWidth, ridge },
    generatorFor(seed, 'lime', image.index),
  );
  return { ...paintedCells(image, settings.cell, coefficients), surrogateR2: r2[0]! };
}

function byKernelShap(image: ContrastedImage, given: unknown, seed: number): ContrastMap {
  const { evaluations, ...settings } = segmentSettings.parse(given);
  const { values, standardErrors, base } = explainByKernelShap(
    leadGame(image, settings),
    { evaluations },
    generatorFor(seed, 'kernel-shap', image.index),
  );
  return {
    ...paintedCells(image, settings.cell, values),
    largestStandardError: Math.max(...standardErrors),
    hiddenDifference: base[0]!,
  };
}

function byLrp(
  { foldedNetwork, values, target, runnerUp }: ContrastedImage,
  given: unknown,
): ContrastMap {
  const { composite } = lrpSettings.parse(given);
  const rules = COMPOSITES.get(composite);
  if (!rules) throw new Error(`no composite is called ${composite}`);
  const { maps, ledger } = twoClassesByLrp(foldedNetwork, values, [target, runnerUp], rules);
  const map = maps[0].map((relevance, pixel) => relevance - maps[1][pixel]!);
  return {
    map,
    sum: sumOf(map),
    lostToBias: lostIn(ledger, 'lostToBias'),
    lostToStabiliser: lostIn(ledger, 'lostToStabiliser'),
  };
}

function leadGame(
  image: ContrastedImage,
  settings: { cell: number; fill: number; batchSize: number },
): Game {
  return contrastGame(gridGame(image, settings), image.target, image.runnerUp);
}

function paintedCells(
  { shape: [height, width] }: ContrastedImage,
  cell: number,
  scores: Float64Array,
): Pick<ContrastMap, 'map' | 'sum'> {
  return {
    map: paintSegments(scores, gridSegments(height, width, cell)),
    sum: sumOf(scores),
  };
}

function sumOf(scores: ArrayLike<number>): number {
  return Array.from(scores).reduce((sum, score) => sum + score, 0);
}

/** What the first class loses over all layers less what the second does. */
function lostIn(ledger: readonly LedgerRow[], account: 'lostToBias' | 'lostToStabiliser'): number {
  return ledger.reduce((sum, row) => sum + (row[account][0]! - row[account][1]!), 0);
}
