/**
 * Players and a value function (after shapiq). Every Shapley estimator, and LIME, takes a game and a
 * budget; what a player is (a segment, a pixel, a feature) is the game's business.
 */
export interface Game {
  readonly players: number;
  /** Number of values of each coalition, e.g. one logit a class. */
  readonly outputs: number;
  /**
   * Values of a batch of coalitions.
   * @param coalitions row-major [count × players], 1 where the player takes part, else 0
   * @returns row-major [count × outputs]
   */
  values(coalitions: Uint8Array): Float64Array;
}

/** A partition of an image into segments, the players of an image game. */
export interface Segmentation {
  readonly height: number;
  readonly width: number;
  /** Segment of each pixel, row-major, 0 … count − 1; every segment has a pixel. */
  readonly labels: Int32Array;
  readonly count: number;
}
