/** Pixels in a row and in a column of an image of the first page. */
export const SIDE = 28;

/** A method as the first page shows it for one image. */
export interface OpeningMap {
  readonly id: string;
  readonly title: string;
  /** The relevance of full colour. */
  readonly scale: number;
  /** Relevance of every pixel to four decimals, row-major. */
  readonly relevance: readonly number[];
}

/** What the network says while the pixels of an image are removed one by one. */
export interface Removal {
  /** Of a method, or `random`. */
  readonly id: string;
  /** Pixels with ink in the order in which they are removed. */
  readonly order: readonly number[];
  /** The likeliest class after 0, 1, 2 … pixels. */
  readonly says: readonly number[];
  /** Probability of that class. */
  readonly sure: readonly number[];
  /** Probability of the class that was predicted of the whole image. */
  readonly first: readonly number[];
}

/** An image of the first page with all that a reader can find out about it there. */
export interface OpeningImage {
  /** Index in the test set. */
  readonly index: number;
  readonly predicted: number;
  /** Grey levels 0 … 255, row-major. */
  readonly levels: readonly number[];
  readonly maps: readonly OpeningMap[];
  /** One a map, in the same order, then that of chance. */
  readonly removals: readonly Removal[];
}

/** How many pixels can be removed. */
export function mostRemoved({ removals }: OpeningImage): number {
  return removals[0]!.order.length;
}

/** Path of the file that holds one image of a study. */
export function openingPath(study: string, position: number): string {
  return `/opening/${study}-${String(position)}.json`;
}
