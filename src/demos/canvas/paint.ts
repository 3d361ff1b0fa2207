import { signedColourTable, type ColourTheme } from '../../../compute/results/signedColour.ts';
import { largestSize } from './largestSize.ts';

/** Whether the page is shown dark at the moment. */
function showsDark(): boolean {
  const { theme } = document.documentElement.dataset;
  if (theme !== undefined) return theme === 'dark';
  return matchMedia('(prefers-color-scheme: dark)').matches;
}

/** Calls back when the page turns dark or light, by its own switch or by the system's. */
export function whenThemeChanges(repaint: () => void): void {
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', repaint);
  new MutationObserver(repaint).observe(document.documentElement, {
    attributeFilter: ['data-theme'],
  });
}

const tables = new Map<ColourTheme, Uint8Array>();

/** The signed colours, made once a page. */
function colourTable(theme: ColourTheme): Uint8Array {
  const table = tables.get(theme) ?? signedColourTable(theme);
  tables.set(theme, table);
  return table;
}

/** Paints grey values, 0 black … 1 white, one canvas pixel each, row-major. */
export function paintGrey(canvas: HTMLCanvasElement, values: Float32Array): void {
  paint(canvas, (pixel, colour) => colour.fill(Math.round(255 * values[pixel]!), 0, 3));
}

/** Paints red, green and blue, 0 … 1, one canvas pixel each, row-major [height × width × 3]. */
export function paintColour(canvas: HTMLCanvasElement, values: Float32Array): void {
  paint(canvas, (pixel, colour) => {
    for (let channel = 0; channel < 3; channel++) {
      colour[channel] = Math.round(255 * values[3 * pixel + channel]!);
    }
  });
}

/**
 * Paints relevance in the signed colours of the report, one canvas pixel each, row-major.
 * @param scale the relevance of full colour; the largest in the map if not given
 * @returns the scale
 */
export function paintRelevance(
  canvas: HTMLCanvasElement,
  relevance: Float32Array,
  scale = largestSize(relevance),
): number {
  const table = colourTable(showsDark() ? 'dark' : 'light');
  const middle = (table.length / 3 - 1) / 2;
  paint(canvas, (pixel, colour) => {
    const share = scale === 0 ? 0 : relevance[pixel]! / scale;
    const entry = Math.round(middle + share * middle);
    colour.set(table.subarray(entry * 3, entry * 3 + 3));
  });
  return scale;
}

/** Makes a canvas see-through. */
export function erase(canvas: HTMLCanvasElement): void {
  canvas.getContext('2d')!.clearRect(0, 0, canvas.width, canvas.height);
}

function paint(
  canvas: HTMLCanvasElement,
  colourOf: (pixel: number, colour: Uint8ClampedArray) => void,
): void {
  const { width, height } = canvas;
  const context = canvas.getContext('2d')!;
  const image = context.createImageData(width, height);
  const colour = new Uint8ClampedArray(4).fill(255);
  for (let pixel = 0; pixel < width * height; pixel++) {
    colourOf(pixel, colour);
    image.data.set(colour, pixel * 4);
  }
  context.putImageData(image, 0, 0);
}
