import type { Estimate } from '../../compute/results/estimate.ts';
import { isEstimate } from './isEstimate.ts';
import { numberAt } from './resultPath.ts';

/** What a sentence of the report says of a number. Exactly one condition is given. */
export interface ClaimedCondition {
  /** The number lies above this: a number, or the path of another number of the study. */
  readonly above?: number | string | undefined;
  /** The number lies below this: a number, or the path of another number of the study. */
  readonly below?: number | string | undefined;
  /** The interval holds this: no difference from it was found. */
  readonly contains?: number | undefined;
}

export interface Claim extends ClaimedCondition {
  readonly study: string;
  /** See `resultAt`. */
  readonly path: string;
}

/**
 * Holds a sentence against the results. A number with an interval is above another only when its
 * whole interval is above the whole interval of the other; to claim that two numbers measured on the
 * same images differ, claim that their paired difference is above or below 0, which is sharper.
 * @returns the number claimed about
 * @throws Error that says what was claimed and what the results say, when it does not hold
 */
export function checkClaim(claim: Claim): number | Estimate {
  const { study, path, above, below, contains } = claim;
  const given = [above, below, contains].filter((bound) => bound !== undefined);
  if (given.length !== 1) {
    throw new Error(`a claim about ${study} ${path} needs one of above, below and contains`);
  }
  const found = numberAt(study, path);
  const [low, high] = boundsOf(found);
  const hold = (holds: boolean, wording: string, bound: number | Estimate) => {
    if (holds) return;
    throw new Error(
      `a claim of the text does not hold: ${study} ${path} is said to be ${wording}` +
        `${wordsOf(bound)}, but it is ${wordsOf(found)}. ` +
        'Change the sentence, or find out why the result changed.',
    );
  };
  const boundAt = (bound: number | string) =>
    typeof bound === 'string' ? numberAt(study, bound) : bound;
  if (above !== undefined) {
    const bound = boundAt(above);
    hold(low > boundsOf(bound)[1], `above ${named(above)}`, bound);
  }
  if (below !== undefined) {
    const bound = boundAt(below);
    hold(high < boundsOf(bound)[0], `below ${named(below)}`, bound);
  }
  if (contains !== undefined) {
    if (!isEstimate(found)) {
      throw new Error(`a claim that ${study} ${path} contains a value needs an interval there`);
    }
    hold(low <= contains && contains <= high, 'undecided about ', contains);
  }
  return found;
}

function boundsOf(found: number | Estimate): [low: number, high: number] {
  return isEstimate(found) ? [found.low, found.high] : [found, found];
}

/** The path of a bound in front of its value; nothing for a plain number. */
function named(bound: number | string): string {
  return typeof bound === 'string' ? `${bound}, ` : '';
}

function wordsOf(found: number | Estimate): string {
  return isEstimate(found)
    ? `${String(found.value)} [${String(found.low)}, ${String(found.high)}]`
    : String(found);
}
