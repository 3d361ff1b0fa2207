/** An image whose explanation is measured, and the score that was explained. */
export interface ScoredImage {
  /** Row-major [height × width × channels], 0 … 1. */
  readonly image: Float32Array;
  readonly shape: readonly [height: number, width: number, channels: number];
  /**
   * The explained score, such as the logit of the predicted class, of changed images.
   * @param images row-major [count × height × width × channels]
   * @returns one finite number an image; the same for an image in whatever batch it comes
   */
  readonly scores: (images: Float32Array) => Float32Array;
}
