import type { Generator } from '../../random/generator.ts';
import { coalitionKey, writeComplement } from '../games/coalitions.ts';
import { binomial } from './binomial.ts';
import { drawPairs } from './drawPairs.ts';
import { shapPlan, type ShapPlan } from './shapPlan.ts';

/** Coalitions and what each weighs in the regression. */
export interface WeightedCoalitions {
  /** Row-major [count × players]. */
  readonly coalitions: Uint8Array;
  /** One a coalition; they sum to 1. */
  readonly weights: Float64Array;
}

/** Draws for each coalition that is left to chance, before shap gives up. */
const ATTEMPTS = 4;

/**
 * The coalitions that shap's KernelExplainer evaluates: those of the enumerated sizes of its plan, then
 * draws. A size is drawn by its kernel weight, its members uniformly; every coalition that was not drawn
 * before is followed by its complement, and one that was only gains weight, with its complement. The
 * draws share the weight that the plan has left, by how often each came.
 * @param players at least 2
 * @param budget coalitions to evaluate beside the empty and the full one
 */
export function drawShapCoalitions(
  players: number,
  budget: number,
  generator: Generator,
): WeightedCoalitions {
  const plan = shapPlan(players, budget);
  const coalitions = new Uint8Array(plan.samples * players);
  const weights = new Float64Array(plan.samples);
  enumerateSizes(plan, players, coalitions, weights, generator);
  const drawn = drawSizes(plan, players, coalitions, weights, generator);
  const total = weights.subarray(plan.fixed, drawn).reduce((sum, weight) => sum + weight, 0);
  for (let row = plan.fixed; row < drawn; row++) weights[row]! *= plan.weightLeft / total;
  return {
    coalitions: coalitions.subarray(0, drawn * players),
    weights: weights.subarray(0, drawn),
  };
}

/** Every coalition of the enumerated sizes, each followed by its complement. */
function enumerateSizes(
  plan: ShapPlan,
  players: number,
  coalitions: Uint8Array,
  weights: Float64Array,
  generator: Generator,
): void {
  let row = 0;
  plan.fixedWeights.forEach((weight, index) => {
    const size = index + 1;
    const pairs = binomial(players, size) / (2 * size === players ? 2 : 1);
    const halves = drawPairs(players, { size, pairs, draws: pairs, weight }, generator);
    for (let start = 0; start < halves.length; start += players, row += 2) {
      const half = halves.subarray(start, start + players);
      coalitions.set(half, row * players);
      writeComplement(half, coalitions.subarray((row + 1) * players, (row + 2) * players));
      weights.fill(weight, row, row + 2);
    }
  });
}

/**
 * Draws into the rows after the enumerated ones; their weights count how often each came.
 * @returns the number of rows that are taken, fewer than planned when draws repeat each other too often
 */
function drawSizes(
  { fixed, samples, enumeratedSizes, sizeWeights }: ShapPlan,
  players: number,
  coalitions: Uint8Array,
  weights: Float64Array,
  generator: Generator,
): number {
  const paired = (size: number) => 2 * size < players;
  const rowOf = new Map<string, number>();
  const members = Int32Array.from({ length: players }, (_, player) => player);
  const chances = sizeWeights.map((weight, index) =>
    index < enumeratedSizes ? 0 : weight / (paired(index + 1) ? 2 : 1),
  );
  let next = fixed;
  for (let draw = 0; draw < ATTEMPTS * (samples - fixed) && next < samples; draw++) {
    const size = drawSize(chances, generator);
    const coalition = new Uint8Array(players);
    for (const member of generator.shuffle(members).subarray(0, size)) coalition[member] = 1;
    const key = coalitionKey(coalition);
    const earlier = rowOf.get(key);
    const row = earlier ?? next;
    if (earlier === undefined) {
      rowOf.set(key, next);
      coalitions.set(coalition, next * players);
      next++;
    }
    weights[row]! += 1;
    // The last coalition of an odd budget has no complement to go with it.
    if (!paired(size) || row + 1 === samples) continue;
    if (earlier === undefined) {
      writeComplement(coalition, coalitions.subarray(next * players, (next + 1) * players));
      next++;
    }
    weights[row + 1]! += 1;
  }
  return next;
}

function drawSize(chances: readonly number[], generator: Generator): number {
  const total = chances.reduce((sum, chance) => sum + chance, 0);
  let left = generator.uniform() * total;
  const index = chances.findIndex((chance) => (left -= chance) < 0);
  return (index < 0 ? chances.length - 1 : index) + 1;
}
