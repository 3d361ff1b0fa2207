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
import { imageOf } from '../../src/demos/drawing-pad/imageOf.ts';
import {
  initialState,
  segmentsFor,
  stateOfText,
  textOfState,
} from '../../src/demos/draw-digit/state.ts';
import { summary, tableCells } from '../../src/demos/method-maps/words.ts';
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
    expect(imageOf({ ...state, position: 4 })).toBe(drawing);
    expect(imageOf(state)).toEqual(centred(drawing));
  });

  it('asks about picked images as the study did, and sooner about drawings', () => {
    const segments = { cell: 4, fill: 0, evaluations: 1000, seed: 2021 };
    const settings = { classNames: ['0'], indices: [17, 23], composite: 'epsilon', segments };
    expect(segmentsFor({ position: 1 }, settings)).toEqual({ ...segments, index: 23 });
    expect(segmentsFor({ position: null }, settings).evaluations).toBe(250);
  });

  it('survives as part of an address, but for the drawing', () => {
    const read = (text: string) => stateOfText(text, 30, 10, ['zero', 'epsilon']);
    for (const state of [
      { position: 9, target: null, composite: 'epsilon' },
      { position: null, target: 8, composite: 'zero' },
    ]) {
      expect(read(textOfState(state))).toEqual(state);
    }
    for (const text of ['', '30~~zero', '9~10~zero', '9~~other', '9~8', 'x~~zero']) {
      expect(read(text)).toBeUndefined();
    }
  });

  it('is told in words and numbers, method by method as they answer', () => {
    const map = new Float32Array(784);
    map[14 * 28 + 14] = 2;
    const lrp = { map, sum: 2 };
    const lime = { map: map.toReversed(), sum: -1, quality: 0.714 };
    const both = new Map([
      ['lrp', lrp],
      ['lime', lime],
    ] as const);
    const shares = [0.1, 0.9];
    expect(summary(shares, 0, ['zero', 'one'], new Map([['lrp', lrp]]))).toMatch(
      /^Predicted one, 90\.0.%\. What speaks for zero is strongest by LRP at the middle\.$/,
    );
    expect(summary(shares, 0, ['zero', 'one'], both)).toMatch(
      /by LRP at the middle, by LIME at the middle\.$/,
    );
    expect(tableCells('lrp', lrp)).toEqual(['middle', '2.00', '–']);
    expect(tableCells('lime', lime)).toEqual(['middle', '−1.00', 'R² = 0.71']);
    expect(tableCells('kernel-shap', undefined)).toEqual(['…', '…', '…']);
    expect(tableCells('kernel-shap', { ...lrp, quality: Number.NaN })[2]).toBe('unknown');
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
