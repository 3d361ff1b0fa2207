import { describe, expect, it } from 'vitest';
import { takeTurns } from '../bench/peers/turns.ts';

describe('the turns of a contest', () => {
  it('come after a rest, in another order each round, and count after three rounds', async () => {
    const log: string[] = [];
    const called = { a: 0, b: 0 };
    const turn = (name: 'a' | 'b') => () => {
      log.push(name);
      called[name]++;
      return { wall: called[name], processor: 2 * called[name] };
    };
    const rest = () => Promise.resolve(log.push('rest'));
    const times = await takeTurns([turn('a'), turn('b')], 2, rest);
    const orders = log.join(' ').replaceAll('rest ', '');
    expect(orders).toBe('a b b a a b b a a b');
    expect(log.filter((entry) => entry === 'rest')).toHaveLength(10);
    expect(times.map((own) => own.map(({ wall }) => wall))).toEqual([
      [4, 5],
      [4, 5],
    ]);
  });
});
