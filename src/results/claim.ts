import type { Estimate } from '../../compute/results/estimate.ts';
import { isEstimate, numberAt } from './resultPath.ts';

/** What a sentence of the report says of a number. Exactly one condition is given. */
export interface ClaimedCondition {
  /** The number, and its interval where it has one, lies above this. */
  readonly above?: number | undefined;
  /** The number, and its interval where it has one, lies below this. */
  readonly below?: number | undefined;
  /** The interval holds this: no difference from it was found. */
  readonly contains?: number | undefined;
}

export interface Claim extends ClaimedCondition {
  readonly study: string;
  /** See `resultAt`. */
  readonly path: string;
}

/**
 * Holds a sentence against the results: a number with an interval is above or below another only
 * when its whole interval is.
 * @returns the number claimed about
 * @throws Error that says what was claimed and what the results say, when it does not hold
 */
export function checkClaim(claim: Claim): number | Estimate {
  const found = numberAt(claim.study, claim.path);
  const [low, high] = boundsOf(found);
  const problem = (wording: string) =>
    new Error(
      `a claim of the text does not hold: ${claim.study} ${claim.path} is said to ${wording}, but it ` +
        `is ${describe(found)}. Change the sentence, or find out why the result changed.`,
    );
  const conditions = [claim.above, claim.below, claim.contains].filter(
    (given) => given !== undefined,
  );
  if (conditions.length !== 1) {
    throw new Error(
      `a claim about ${claim.study} ${claim.path} needs one of above, below and contains`,
    );
  }
  const { above, below, contains } = claim;
  if (above !== undefined && !(low > above)) throw problem(`be above ${String(above)}`);
  if (below !== undefined && !(high < below)) throw problem(`be below ${String(below)}`);
  if (contains !== undefined && !(low <= contains && contains <= high)) {
    throw problem(`contain ${String(contains)} in its interval`);
  }
  return found;
}

function boundsOf(found: number | Estimate): [low: number, high: number] {
  return isEstimate(found) ? [found.low, found.high] : [found, found];
}

function describe(found: number | Estimate): string {
  return isEstimate(found)
    ? `${String(found.value)} [${String(found.low)}, ${String(found.high)}]`
    : String(found);
}
