/** Labelled images in memory. */
export interface ImageSet {
  /** Name of the data set and part, e.g. `mnist/test`. */
  readonly name: string;
  readonly shape: readonly [height: number, width: number, channels: number];
  readonly classNames: readonly string[];
  readonly count: number;
  /** Row-major [count × height × width × channels], 0 … 255. */
  readonly pixels: Uint8Array;
  /** Class of each image. */
  readonly labels: Uint8Array;
  /** SHA-256 of pixels then labels, hexadecimal: the content digest used in fingerprints. */
  readonly digest: string;
}
