import type { Game } from '../../../compute/explain/game.ts';

/** Coalitions asked about before others get their turn. */
const SLICE = 8;

/** Lets others have their turn, told the share of the coalitions that is done; rejects to stop. */
export type Pause = (done: number) => Promise<void>;

/**
 * Runs a method that asks a game once about all its coalitions, on a network so slow that nothing else
 * should wait for all of them. The method runs twice: first to tell which coalitions it wants, with no
 * answer to them; then, from an equal generator, with the answers. In between they are worked out slice
 * by slice.
 * @param explain the method; equal each time it is called
 * @throws Error when the method asks twice, or what `pause` rejects with
 */
export async function patiently<Found>(
  game: Game,
  explain: (game: Game) => Found,
  pause: Pause,
): Promise<Found> {
  const { players, outputs } = game;
  const asked: Uint8Array[] = [];
  explain({
    ...game,
    values: (coalitions) => {
      asked.push(coalitions.slice());
      return new Float64Array((coalitions.length / players) * outputs);
    },
  });
  const [coalitions, ...more] = asked;
  if (!coalitions || more.length > 0) throw new Error('The method does not ask exactly once.');
  const count = coalitions.length / players;
  const values = new Float64Array(count * outputs);
  for (let start = 0; start < count; start += SLICE) {
    const slice = coalitions.subarray(start * players, (start + SLICE) * players);
    values.set(game.values(slice), start * outputs);
    await pause(Math.min(1, (start + SLICE) / count));
  }
  return explain({ ...game, values: () => values });
}
