/** Time without a change after which the hand is taken to rest. */
const REST = 350;

/**
 * Does what takes longer once the hand rests. What was under way when it moved again is not shown: a
 * task asks `current()` before it shows anything.
 */
export class AtRest {
  #waiting: ReturnType<typeof setTimeout> | undefined;
  #moves = 0;

  /** Tells that something changed: what was planned for the state before is off. */
  moved(): void {
    clearTimeout(this.#waiting);
    this.#moves++;
  }

  plan(task: (current: () => boolean) => Promise<void>): void {
    this.moved();
    const planned = this.#moves;
    this.#waiting = setTimeout(() => void task(() => this.#moves === planned), REST);
  }
}
