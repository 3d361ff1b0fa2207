import { setTimeout as sleep } from 'node:timers/promises';
import type { Milliseconds } from './pythonPeers.ts';

/** One who has a turn in each round, and how long it took. */
export type Turn = () => Milliseconds | Promise<Milliseconds>;

/** They load, compile, and fill pools of memory. */
const WARM_UP_ROUNDS = 3;

/** Threads of OpenMP go on turning for a while after their work, and would take a core from the next. */
const REST_MILLISECONDS = 200;

/**
 * Gives every contender its turn in each round, after a rest and each round in another order, so that
 * a machine busy with other work, or with what the one before has left behind, slows them alike.
 * @returns of each contender the times of the rounds that count
 */
export async function takeTurns(
  turns: readonly Turn[],
  rounds: number,
  rest: (milliseconds: number) => Promise<unknown> = sleep,
): Promise<Milliseconds[][]> {
  const times = turns.map((): Milliseconds[] => []);
  for (let round = -WARM_UP_ROUNDS; round < rounds; round++) {
    for (let place = 0; place < turns.length; place++) {
      const index = (place + round + WARM_UP_ROUNDS) % turns.length;
      await rest(REST_MILLISECONDS);
      const time = await turns[index]!();
      if (round >= 0) times[index]!.push(time);
    }
  }
  return times;
}
