/** What explaining one image was measured to cost, with which network. */
export interface MeasuredCost {
  readonly method: string;
  /** On the machine that computed the report, in one process. */
  readonly secondsPerImage: number;
  /** Coalitions evaluated for each image; absent where the method evaluates none. */
  readonly evaluations?: number;
  /** Multiply-adds of one forward pass of the network. */
  readonly multiplyAdds: number;
}

/** Work to be planned. */
export interface Work {
  readonly images: number;
  readonly evaluations: number;
  readonly multiplyAdds: number;
  /** Processes that share the work, each on a machine like the one measured. */
  readonly processes: number;
}

/**
 * Seconds that the work takes: a method's time grows with the images, with the evaluations it makes
 * for each, and with what one forward pass takes. Units are independent, so processes divide it.
 */
export function plannedSeconds(cost: MeasuredCost, work: Work): number {
  const { secondsPerImage, evaluations, multiplyAdds } = cost;
  const perImage = evaluations === undefined ? 1 : work.evaluations / evaluations;
  const perPass = work.multiplyAdds / multiplyAdds;
  return (secondsPerImage * work.images * perImage * perPass) / work.processes;
}

const UNITS = [
  ['years', 365 * 86_400],
  ['days', 86_400],
  ['h', 3600],
  ['min', 60],
] as const;

/** A duration of any length to two digits, e.g. `0.4 s`, `3.1 h`, `2.5 years`. */
export function longDuration(seconds: number): string {
  const [unit, size] = UNITS.find(([, own]) => seconds >= 2 * own) ?? ['s', 1];
  const digits = Number((seconds / size).toPrecision(2));
  return `${digits.toLocaleString('en-GB', { maximumSignificantDigits: 2 })}\u00a0${unit}`;
}
