/** Browsers limit how often an address may change: it follows when things rest. */
const REST = 400;

/**
 * Keeps the state of a demo in the address of the page, so that it can be shared and survives reloading.
 * A page opened with a state in its address loads the demo at once: that is the reader's intent.
 */
export class AddressState {
  readonly #name: string;
  #waiting: ReturnType<typeof setTimeout> | undefined;

  /** @param name of the parameter */
  constructor(name: string) {
    this.#name = name;
  }

  /** What the address says; undefined where it says nothing. */
  read(): string | undefined {
    return new URL(location.href).searchParams.get(this.#name) ?? undefined;
  }

  write(text: string): void {
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => {
      const address = new URL(location.href);
      address.searchParams.set(this.#name, text);
      history.replaceState(history.state, '', address);
    }, REST);
  }
}
