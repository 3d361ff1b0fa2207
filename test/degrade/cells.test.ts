import { expect, it } from 'vitest';
import { cellMeans } from '../../compute/degrade/cells.ts';

it('averages over cells, smaller ones at the border too', () => {
  const map = Float32Array.of(1, 3, 10, 5, 7, 20);
  expect([...cellMeans(map, 2, 3, 2)]).toEqual([4, 4, 15, 4, 4, 15]);
});
