import { UserError } from './userError.ts';

/** How often the same piece of work is computed again before the disk is blamed. */
const MOST = 3;

/** Counts what is computed again because its bytes were damaged, so that a bad disk ends the run. */
export class Repeats {
  readonly #counts = new Map<string, number>();

  /**
   * To be called before a piece is computed again.
   * @throws UserError when it has been computed again too often
   */
  note(name: string, damage: string): void {
    const count = (this.#counts.get(name) ?? 0) + 1;
    this.#counts.set(name, count);
    if (count <= MOST) return;
    throw new UserError(
      `${name}: ${damage}, although it was computed again ${MOST} times. ` +
        'Check the disk of the store, or name another store with --store.',
    );
  }
}
