import sharp from 'sharp';

/** Side of the squares that are compared, in pixels of the small image. */
const SQUARE = 12;
/** Mean difference of a square, of 255 levels, that compression and smoothing of letters explain. */
const LEVELS = 24;
/** Pages may differ in height by so much. */
const HEIGHT_SHARE = 0.004;
/** Squares that another version of a browser may draw otherwise: a glyph, the end of a line. */
const SQUARE_SHARE = 0.004;

/**
 * Where two small pictures of a page differ so that it can be seen, in words; null where they do not.
 * @param reviewed an encoded image
 * @param seen another one
 */
export async function differenceOf(reviewed: Buffer, seen: Buffer): Promise<string | null> {
  const [before, now] = await Promise.all([greyLevels(reviewed), greyLevels(seen)]);
  if (before.width !== now.width) return `${now.width} pixels wide, not ${before.width}`;
  if (Math.abs(before.height - now.height) > HEIGHT_SHARE * before.height) {
    return `${now.height} pixels high, not ${before.height}`;
  }
  const height = Math.min(before.height, now.height);
  const places: string[] = [];
  let squares = 0;
  for (let top = 0; top + SQUARE <= height; top += SQUARE) {
    for (let left = 0; left + SQUARE <= before.width; left += SQUARE) {
      squares++;
      if (squareDifference(before, now, left, top) <= LEVELS) continue;
      const [down, across] = [top / height, left / before.width];
      places.push(`${Math.round(100 * down)} % down, ${Math.round(100 * across)} % across`);
    }
  }
  return places.length <= SQUARE_SHARE * squares
    ? null
    : `other in ${places.length} of ${squares} squares, the first ${places[0]}`;
}

interface GreyLevels {
  readonly width: number;
  readonly height: number;
  readonly levels: Buffer;
}

async function greyLevels(image: Buffer): Promise<GreyLevels> {
  const { data, info } = await sharp(image)
    .flatten({ background: '#fff' })
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, levels: data };
}

/** Mean |difference| after the best shift by at most one pixel, as rounding may move a line. */
function squareDifference(before: GreyLevels, now: GreyLevels, left: number, top: number): number {
  let least = Infinity;
  for (const shift of [0, -1, 1]) {
    let sum = 0;
    for (let y = top; y < top + SQUARE; y++) {
      const other = Math.max(0, Math.min(now.height - 1, y + shift));
      for (let x = left; x < left + SQUARE; x++) {
        sum += Math.abs(before.levels[y * before.width + x]! - now.levels[other * now.width + x]!);
      }
    }
    least = Math.min(least, sum / SQUARE ** 2);
  }
  return least;
}
