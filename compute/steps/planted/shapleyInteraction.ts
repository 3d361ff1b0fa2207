import { binomial } from '../../explain/shap/binomial.ts';
import type { TableGame } from './tableGame.ts';

/**
 * Shapley interaction index of two players (Grabisch & Roubens 1999, definition 1): the mean over
 * orders of what both add beyond what each adds alone,
 * I = Σ_S |S|! (M − |S| − 2)! / (M − 1)! · [v(S ∪ ij) − v(S ∪ i) − v(S ∪ j) + v(S)].
 * @returns one number an output
 */
export function shapleyInteraction(
  { players, outputs, table }: TableGame,
  first: number,
  second: number,
): Float64Array {
  const [one, other] = [1 << first, 1 << second];
  const index = new Float64Array(outputs);
  for (let others = 0; others < 2 ** players; others++) {
    if (others & (one | other)) continue;
    const weight = 1 / ((players - 1) * binomial(players - 2, bitCount(others)));
    for (let output = 0; output < outputs; output++) {
      const worth = (coalition: number) => table[coalition * outputs + output]!;
      index[output]! +=
        weight *
        (worth(others | one | other) - worth(others | one) - worth(others | other) + worth(others));
    }
  }
  return index;
}

function bitCount(bits: number): number {
  let count = 0;
  for (let rest = bits; rest > 0; rest &= rest - 1) count++;
  return count;
}
