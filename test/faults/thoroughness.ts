/** Whether the faults are tried in full, as `npm run test:faults` does, or in a short form. */
export const inFull = process.env['IIC_FAULTS'] === 'full';

/** How often something is tried. */
export const often = (short: number, full: number): number => (inFull ? full : short);

/** All items in full, else an evenly spread part of them. */
export function some<Item>(items: readonly Item[], short: number): readonly Item[] {
  if (inFull || items.length <= short) return items;
  return Array.from(
    { length: short },
    (_, index) => items[Math.round((index * (items.length - 1)) / Math.max(1, short - 1))]!,
  );
}

/** Whether a test is left out for want of something; never in full, where `demand` fails instead. */
export const leftOut = (present: boolean): boolean => !present && !inFull;

/**
 * Begins a test that is left out where something is not there.
 * @throws Error when it is not, so that the full run does not pass over what it promises
 */
export function demand(present: boolean, what: string): void {
  if (!present) throw new Error(`The full fault run needs ${what}.`);
}
