import { signedColourTable } from '../../../compute/results/signedColour.ts';
import { SIDE, type Drawing } from './drawing.ts';

/** Whether the page is shown dark at the moment. */
function showsDark(): boolean {
  const { theme } = document.documentElement.dataset;
  if (theme !== undefined) return theme === 'dark';
  return matchMedia('(prefers-color-scheme: dark)').matches;
}

/** Paints grey values, 0 black … 1 white, one canvas pixel each. */
export function paintDrawing(canvas: HTMLCanvasElement, drawing: Drawing): void {
  paint(canvas, (pixel, colour) => colour.fill(Math.round(255 * drawing[pixel]!), 0, 3));
}

/**
 * Paints relevance in the signed colours of the report.
 * @returns the relevance of full colour: the largest in the map
 */
export function paintRelevance(canvas: HTMLCanvasElement, relevance: Float32Array): number {
  const table = signedColourTable(showsDark() ? 'dark' : 'light');
  const middle = (table.length / 3 - 1) / 2;
  const scale = relevance.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  paint(canvas, (pixel, colour) => {
    const share = scale === 0 ? 0 : relevance[pixel]! / scale;
    const entry = Math.round(middle + share * middle);
    colour.set(table.subarray(entry * 3, entry * 3 + 3));
  });
  return scale;
}

function paint(
  canvas: HTMLCanvasElement,
  colourOf: (pixel: number, colour: Uint8ClampedArray) => void,
): void {
  const context = canvas.getContext('2d')!;
  const image = context.createImageData(SIDE, SIDE);
  const colour = new Uint8ClampedArray(4).fill(255);
  for (let pixel = 0; pixel < SIDE * SIDE; pixel++) {
    colourOf(pixel, colour);
    image.data.set(colour, pixel * 4);
  }
  context.putImageData(image, 0, 0);
}
