import { evidencePixels, type LocalisationMetric } from './localisationMetric.ts';
import { positiveShare } from './relevanceMass.ts';

/**
 * Share of the positive relevance of a mosaic that lies on the tiles of the class explained, which are
 * half of it; 0 for a map without any. Chance is 1/2.
 */
export const focus: LocalisationMetric = {
  id: 'focus',
  name: 'Focus',
  category: 'localisation',
  direction: 'higher',
  range: [0, 1],
  needs: ['mask'],
  source: 'Arias-Duart et al. 2022, Focus! Rating XAI methods and finding biases',
  measure: (map, mask) => {
    evidencePixels(map, mask);
    return positiveShare(map, mask);
  },
};

/** Four images in one, of the size that each of them had. */
export interface Mosaic {
  /** Row-major [height × width × channels]. */
  readonly image: Float32Array;
  /** 1 on the tiles of the class explained, else 0, row-major [height × width]. */
  readonly mask: Uint8Array;
}

/**
 * Puts four images into the quarters of one, each shrunk to half its size by the mean of 2 × 2 pixels,
 * so that the network sees an image of the size it knows.
 * @param tiles top left, top right, bottom left, bottom right; row-major [height × width × channels]
 * @param ofClass which of them are of the class explained
 * @throws RangeError unless there are four tiles of an even height and width
 */
export function mosaicOf(
  tiles: readonly Float32Array[],
  ofClass: readonly boolean[],
  [height, width, channels]: readonly [height: number, width: number, channels: number],
): Mosaic {
  if (tiles.length !== 4 || ofClass.length !== 4) {
    throw new RangeError(`a mosaic of ${tiles.length} tiles and ${ofClass.length} marks; give 4`);
  }
  if (height % 2 !== 0 || width % 2 !== 0) {
    throw new RangeError(`tiles of ${height} × ${width} pixels cannot be halved`);
  }
  const size = height * width * channels;
  const image = new Float32Array(size);
  const mask = new Uint8Array(height * width);
  tiles.forEach((tile, quarter) => {
    if (tile.length !== size) {
      throw new RangeError(`tile ${quarter} holds ${tile.length} numbers; shape asks for ${size}`);
    }
    const top = quarter < 2 ? 0 : height / 2;
    const left = quarter % 2 === 0 ? 0 : width / 2;
    for (let row = 0; row < height / 2; row++) {
      for (let column = 0; column < width / 2; column++) {
        const pixel = (top + row) * width + left + column;
        mask[pixel] = ofClass[quarter] ? 1 : 0;
        const corner = (2 * row * width + 2 * column) * channels;
        for (let channel = 0; channel < channels; channel++) {
          const at = (offset: number) => tile[corner + offset * channels + channel]!;
          image[pixel * channels + channel] = (at(0) + at(1) + at(width) + at(width + 1)) / 4;
        }
      }
    }
  });
  return { image, mask };
}
