/** Time after the last change until a screen reader is told of it. */
const REST = 400;

/** Writes into an element that screen readers read out, once things rest. */
export class Announcer {
  readonly #element: Element;
  #waiting: ReturnType<typeof setTimeout> | undefined;

  constructor(element: Element) {
    this.#element = element;
  }

  say(text: string): void {
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => {
      this.#element.textContent = text;
    }, REST);
  }
}
