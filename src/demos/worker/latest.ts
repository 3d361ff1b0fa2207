/**
 * Runs a task again and again, one at a time: while it runs, calls only note that it is due, so that
 * of many calls the last one is answered and the page never waits for stale ones.
 */
export class Latest {
  readonly #task: () => Promise<void>;
  readonly #fail: (error: unknown) => void;
  #busy = false;
  #due = false;

  constructor(task: () => Promise<void>, fail: (error: unknown) => void) {
    this.#task = task;
    this.#fail = fail;
  }

  async run(): Promise<void> {
    this.#due = true;
    if (this.#busy) return;
    this.#busy = true;
    try {
      while (this.#due) {
        this.#due = false;
        await this.#task();
      }
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#busy = false;
    }
  }
}
