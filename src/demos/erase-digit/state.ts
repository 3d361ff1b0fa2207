import { keptPixelCount } from '../../../compute/degrade/keep.ts';
import { SIDE } from '../drawing-pad/drawing.ts';

const PIXELS = SIDE * SIDE;

/** Reach of the rubber in pixels. */
const RUBBER = 1.1;

/** What the reader has set up. */
export interface EraseDigitState {
  /** Place of the image in the gallery. */
  readonly position: number;
  /** 1 where ink was erased, else 0; row-major [28 × 28]. */
  readonly erased: Uint8Array;
}

export function initialState(position: number): EraseDigitState {
  return { position, erased: new Uint8Array(PIXELS) };
}

/** How many pixels may be erased: a share of those with ink. */
export function mostOf(image: Float32Array, share: number): number {
  return keptPixelCount(share, image.filter((value) => value > 0).length);
}

export function countErased(erased: Uint8Array): number {
  return erased.reduce((sum, pixel) => sum + pixel, 0);
}

/** The image with what was erased black. */
export function imageLeft(image: Float32Array, erased: Uint8Array): Float32Array {
  return image.map((value, pixel) => (erased[pixel] ? 0 : value));
}

/**
 * Erases the ink along a line, nearest its beginning first, until no more may be erased.
 * @param most pixels that may be erased in all
 * @returns what is erased then
 */
export function eraseLine(
  image: Float32Array,
  erased: Uint8Array,
  [fromX, fromY]: readonly [number, number],
  [toX, toY]: readonly [number, number],
  most: number,
): Uint8Array {
  const next = erased.slice();
  const lengthSquared = (toX - fromX) ** 2 + (toY - fromY) ** 2;
  const under: { pixel: number; share: number }[] = [];
  for (let pixel = 0; pixel < PIXELS; pixel++) {
    if (next[pixel] || image[pixel] === 0) continue;
    const [x, y] = [(pixel % SIDE) + 0.5 - fromX, Math.floor(pixel / SIDE) + 0.5 - fromY];
    const along = lengthSquared === 0 ? 0 : (x * (toX - fromX) + y * (toY - fromY)) / lengthSquared;
    const share = Math.min(1, Math.max(0, along));
    const distance = Math.hypot(x - share * (toX - fromX), y - share * (toY - fromY));
    if (distance <= RUBBER) under.push({ pixel, share });
  }
  under.sort((a, b) => a.share - b.share);
  const left = Math.max(0, most - countErased(erased));
  for (const { pixel } of under.slice(0, left)) next[pixel] = 1;
  return next;
}

/** The state as part of an address, e.g. `9~AAAB…`: the pixels erased as bits, in base 64 for URLs. */
export function textOfState({ position, erased }: EraseDigitState): string {
  const bytes = new Uint8Array(PIXELS / 8);
  erased.forEach((pixel, index) => {
    if (pixel) bytes[index >> 3]! |= 1 << (index & 7);
  });
  const text = countErased(erased) === 0 ? '' : btoa(String.fromCharCode(...bytes));
  return `${position}~${text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}`;
}

/**
 * The state of an address; undefined where the text is not one.
 * @param images in the gallery
 */
export function stateOfText(text: string, images: number): EraseDigitState | undefined {
  const [first, bits, ...more] = text.split('~');
  const position = /^\d{1,3}$/.test(first!) ? Number(first) : NaN;
  if (!(position < images) || bits === undefined || more.length > 0) return undefined;
  const state = initialState(position);
  if (bits === '') return state;
  if (!/^[\w-]{131}$/.test(bits)) return undefined;
  const bytes = atob(bits.replaceAll('-', '+').replaceAll('_', '/'));
  state.erased.forEach((_, index) => {
    state.erased[index] = (bytes.charCodeAt(index >> 3) >> (index & 7)) & 1;
  });
  return state;
}
