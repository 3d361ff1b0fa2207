import { expect, it } from 'vitest';
import { boxPaths } from '../../src/figures/boxPaths.ts';

const square = (x: number) => ({ x, y: 1, width: 2, height: 0.5 });

it('are one path a look, in the order in which looks come', () => {
  const red = { fill: 'red', 'fill-opacity': 0.501 };
  const paths = boxPaths([
    { box: square(0), look: red },
    { box: square(3), look: { fill: 'none' } },
    { box: square(6.006), look: { ...red, 'fill-opacity': 0.5 } },
  ]);
  expect(paths).toEqual([
    '<path fill="red" fill-opacity="0.5" d="M0 1h2v0.5h-2zM6.01 1h2v0.5h-2z"/>',
    '<path fill="none" d="M3 1h2v0.5h-2z"/>',
  ]);
});
