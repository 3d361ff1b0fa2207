/** What is used of pagefind's own script, which searches the index of the site. */
interface Pagefind {
  readonly options: (options: {
    readonly baseUrl: string;
    readonly excerptLength: number;
  }) => Promise<void>;
  /** Null when another search came after it. */
  readonly debouncedSearch: (
    words: string,
  ) => Promise<{ readonly results: readonly Result[] } | null>;
}

interface Result {
  readonly data: () => Promise<FoundPage>;
}

interface FoundPage {
  readonly meta: { readonly title: string };
  readonly sub_results: readonly FoundSection[];
}

/** A section in which words were found. */
interface FoundSection {
  readonly title: string;
  readonly url: string;
  /** HTML of text of the report, with the words in `mark`. */
  readonly excerpt: string;
}

/** Chapters, and sections of each, that are shown. */
const MOST_PAGES = 8;
const MOST_SECTIONS = 3;

const EXCERPT_WORDS = 18;

/** Opens the search by its button; the index is loaded when it first opens. */
export function listenToSearch(): void {
  const dialog = document.querySelector<HTMLDialogElement>('#search')!;
  const opener = document.querySelector<HTMLButtonElement>('[data-opens="search"]')!;
  const search = new Search(dialog);
  opener.hidden = false;
  opener.addEventListener('click', () => {
    dialog.showModal();
    search.begin();
  });
}

class Search {
  readonly #dialog: HTMLDialogElement;
  readonly #input: HTMLInputElement;
  readonly #found: HTMLElement;
  readonly #status: HTMLElement;
  #index: Promise<Pagefind> | undefined;

  constructor(dialog: HTMLDialogElement) {
    this.#dialog = dialog;
    this.#input = dialog.querySelector('input')!;
    this.#found = dialog.querySelector('[data-found]')!;
    this.#status = dialog.querySelector('[data-status]')!;
    this.#input.addEventListener('input', () => void this.#search());
    dialog.querySelector('form')!.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#links[0]?.click();
    });
    dialog.addEventListener('keydown', (event) => this.#step(event));
    // A click beside the dialog lands on its backdrop, which is the dialog itself.
    dialog.addEventListener('click', ({ target }) => {
      if (target === dialog) dialog.close();
    });
    this.#found.addEventListener('click', ({ target }) => {
      if ((target as Element).closest('a')) dialog.close();
    });
  }

  begin(): void {
    this.#input.select();
    this.#index ??= loadIndex(this.#dialog.dataset as { index: string; base: string });
    this.#index.catch(() => {
      this.#index = undefined;
      this.#status.textContent = 'The search index could not be loaded.';
    });
  }

  async #search(): Promise<void> {
    const words = this.#input.value.trim();
    if (words === '') {
      this.#found.replaceChildren();
      this.#status.textContent = '';
      return;
    }
    const index = await this.#index;
    const answer = await index?.debouncedSearch(words);
    if (!answer) return;
    const pages = await Promise.all(answer.results.slice(0, MOST_PAGES).map((one) => one.data()));
    if (words !== this.#input.value.trim()) return;
    this.#found.replaceChildren(...pages.map(listed));
    const { length } = answer.results;
    this.#status.textContent =
      length === 0
        ? `Nothing found for “${words}”.`
        : `${length} ${length === 1 ? 'page' : 'pages'}.`;
  }

  get #links(): HTMLAnchorElement[] {
    return [...this.#found.querySelectorAll('a')];
  }

  /** Arrow keys go from the words to what was found, and back. */
  #step(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const stops: HTMLElement[] = [this.#input, ...this.#links];
    const here = stops.indexOf(document.activeElement as HTMLElement);
    stops[Math.min(stops.length - 1, Math.max(0, here + step))]!.focus();
  }
}

async function loadIndex({ index, base }: { index: string; base: string }): Promise<Pagefind> {
  const pagefind = (await import(/* @vite-ignore */ index)) as Pagefind;
  await pagefind.options({ baseUrl: base, excerptLength: EXCERPT_WORDS });
  return pagefind;
}

function listed({ meta, sub_results: sections }: FoundPage): HTMLLIElement {
  const item = document.createElement('li');
  const chapter = document.createElement('p');
  chapter.textContent = meta.title;
  item.append(chapter, ...sections.slice(0, MOST_SECTIONS).map(linkTo));
  return item;
}

function linkTo({ title, url, excerpt }: FoundSection): HTMLAnchorElement {
  const link = document.createElement('a');
  link.href = url;
  const heading = document.createElement('strong');
  heading.textContent = title;
  const text = document.createElement('span');
  text.innerHTML = excerpt;
  link.append(heading, text);
  return link;
}
