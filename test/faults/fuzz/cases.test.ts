import { expect, it } from 'vitest';
import { CASES } from './cases.ts';

it('the full run has 100,000 fuzzed cases and more, each kind of a reader counted once', () => {
  const full = Object.values(CASES).map(([, cases]) => cases);
  expect(full.reduce<number>((sum, cases) => sum + cases, 0)).toBeGreaterThan(100_000);
});
