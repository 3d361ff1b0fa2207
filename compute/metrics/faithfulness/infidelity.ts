import { zero } from '../../degrade/fills/zero.ts';
import type { Generator } from '../../random/generator.ts';
import { requireMapOf } from './checks.ts';
import type { FaithfulnessMetric } from './faithfulnessMetric.ts';
import { shareOf, subsetDrops, type SubsetDrops } from './subsetDrops.ts';

const SAMPLES = 200;
/** Side of a removed square, as a share of the shorter side of the image. */
const SQUARE_SHARE = 1 / 4;

/**
 * Mean squared difference, over random squares, of their relevance and the fall of the score when
 * they are removed, after the map was scaled to fit best (see `normalisedInfidelity`).
 */
export const infidelity: FaithfulnessMetric = {
  id: 'infidelity',
  name: 'Infidelity',
  category: 'faithfulness',
  direction: 'lower',
  range: [0, Infinity],
  needs: ['scores'],
  source:
    'Yeh et al. 2019, On the (in)fidelity and sensitivity of explanations, definition 2.1, with optimal scaling',
  measure: (map, subject, { samples = SAMPLES, fill = zero, generator, batchSize }) => {
    requireMapOf(map, subject);
    const [height, width] = subject.shape;
    const side = shareOf(SQUARE_SHARE, Math.min(height, width));
    const squares = Array.from({ length: samples }, () =>
      randomSquare(height, width, side, generator),
    );
    const drops = subsetDrops(map, subject, squares, { fill, generator, batchSize });
    return normalisedInfidelity(drops);
  },
};

/**
 * E[(β r − Δ)²] for relevances r and drops Δ, with the factor β = E[r Δ] / E[r²] that makes it
 * smallest. Never a negative factor, lest the opposite of a map do as well as the map.
 * @returns between 0 and E[Δ²], which is what a map has that says nothing of the drops
 */
export function normalisedInfidelity({ relevances, drops }: SubsetDrops): number {
  if (drops.length === 0) throw new RangeError('no infidelity of no changes');
  let [products, squares] = [0, 0];
  relevances.forEach((relevance, subset) => {
    products += relevance * drops[subset]!;
    squares += relevance ** 2;
  });
  const factor = squares === 0 ? 0 : Math.max(0, products / squares);
  const errors = relevances.map((relevance, subset) => (factor * relevance - drops[subset]!) ** 2);
  return errors.reduce((sum, error) => sum + error, 0) / errors.length;
}

/** The pixels of a square that lies within the image, at any place with equal chance. */
function randomSquare(
  height: number,
  width: number,
  side: number,
  generator: Generator,
): Int32Array {
  const top = generator.below(height - side + 1);
  const left = generator.below(width - side + 1);
  return Int32Array.from(
    { length: side * side },
    (_, index) => (top + Math.floor(index / side)) * width + left + (index % side),
  );
}
