import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  centred,
  drawLine,
  emptyDrawing,
  isEmpty,
  SIDE,
} from '../../src/demos/drawing-pad/drawing.ts';
import { probabilities } from '../../src/demos/class-bars/probabilities.ts';
import { imageOf, initialState } from '../../src/demos/draw-digit/state.ts';
import { strongestRegion } from '../../src/demos/words/strongestRegion.ts';

/** Centre of mass in pixels from the top left corner. */
function centre(drawing: Float32Array): [number, number] {
  const mass = drawing.reduce((sum, value) => sum + value, 0);
  const along = (place: (pixel: number) => number) =>
    drawing.reduce((sum, value, pixel) => sum + value * (place(pixel) + 0.5), 0) / mass;
  return [along((pixel) => pixel % SIDE), along((pixel) => Math.floor(pixel / SIDE))];
}

const point = fc.tuple(
  fc.double({ min: 4, max: 24, noNaN: true }),
  fc.double({ min: 4, max: 24, noNaN: true }),
);

describe('drawing', () => {
  it('leaves ink between 0 and 1 along the line, and takes it away again', () => {
    const drawing = emptyDrawing();
    drawLine(drawing, [5, 14], [23, 14], 1);
    expect(drawing[14 * SIDE + 14]).toBe(1);
    expect(drawing[2 * SIDE + 14]).toBe(0);
    expect(Math.max(...drawing)).toBe(1);
    drawLine(drawing, [5, 14], [23, 14], 0);
    expect(drawing[14 * SIDE + 14]).toBe(0);
    expect(isEmpty(emptyDrawing())).toBe(true);
  });

  it('is centred by mass and fits the box of 20 pixels, wherever it was drawn', () => {
    fc.assert(
      fc.property(point, point, (from, to) => {
        fc.pre(Math.hypot(from[0] - to[0], from[1] - to[1]) > 4);
        const drawing = emptyDrawing();
        drawLine(drawing, from, to, 1);
        const moved = centred(drawing);
        const [x, y] = centre(moved);
        expect(Math.abs(x - SIDE / 2)).toBeLessThan(0.25);
        expect(Math.abs(y - SIDE / 2)).toBeLessThan(0.25);
        const columns = [...moved.keys()].filter((pixel) => moved[pixel]! > 0).map((p) => p % SIDE);
        const rows = [...moved.keys()]
          .filter((pixel) => moved[pixel]! > 0)
          .map((pixel) => Math.floor(pixel / SIDE));
        const extent = Math.max(
          Math.max(...columns) - Math.min(...columns),
          Math.max(...rows) - Math.min(...rows),
        );
        expect(Math.abs(extent + 1 - 20)).toBeLessThanOrEqual(3);
      }),
      { numRuns: 50 },
    );
  });

  it('stays empty when it is', () => {
    expect(isEmpty(centred(emptyDrawing()))).toBe(true);
  });
});

describe('the state of the demo', () => {
  it('shows picked images as they are and drawings centred', () => {
    const drawing = emptyDrawing();
    drawLine(drawing, [6, 6], [6, 12], 1);
    const state = { ...initialState('epsilon'), drawing };
    expect(imageOf({ ...state, picked: true })).toBe(drawing);
    expect(imageOf(state)).toEqual(centred(drawing));
  });

  it('turns logits into probabilities without overflow', () => {
    expect(probabilities([1000, 1000])).toEqual([0.5, 0.5]);
    expect(probabilities([0, Math.log(3)])[1]).toBeCloseTo(0.75, 12);
  });

  it('names where most of the evidence lies', () => {
    const relevance = new Float32Array(784).fill(-1);
    expect(strongestRegion(relevance)).toBeUndefined();
    relevance[27] = 5;
    expect(strongestRegion(relevance)).toBe('upper right');
    relevance[14 * 28 + 14] = 9;
    expect(strongestRegion(relevance)).toBe('middle');
  });
});
