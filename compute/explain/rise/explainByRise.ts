import type { Generator } from '../../random/generator.ts';
import { maskedScores, type MaskedImage } from '../masking/maskedScores.ts';
import { shownMeans } from './shownMeans.ts';
import { drawRiseGrids, riseMasks, type RiseMaskOptions } from './riseMasks.ts';

export interface RiseOptions extends RiseMaskOptions {
  /** Masked images scored. */
  readonly evaluations: number;
}

/**
 * RISE (Petsiuk, Das & Saenko 2018): the mean logit of randomly masked images in which a pixel shows
 * (equation 1), less the mean logit of all masked images. Unlike the paper's equation 6 each pixel is
 * divided by the sum of its own masks, not by what that sum is expected to be, and the mean is taken
 * off: a score that depends on nothing then has a map of zeros, whatever masks were drawn.
 * @returns one signed number a pixel for each class, row-major [classes × height × width]
 * @throws RangeError when an option is out of range
 */
export function explainByRise(
  masked: MaskedImage,
  { evaluations, cells, shown }: RiseOptions,
  generator: Generator,
): Float32Array {
  if (!Number.isInteger(evaluations) || evaluations < 1) {
    throw new RangeError(`evaluations is ${evaluations}; give a positive whole number`);
  }
  const grids = drawRiseGrids(evaluations, masked.shape, { cells, shown }, generator);
  const masks = (first: number, last: number) =>
    riseMasks(grids.slice(first, last), masked.shape, cells);
  const scores = maskedScores(masked, evaluations, masks);
  return shownMeans(scores, evaluations, masked.batchSize, masks);
}
