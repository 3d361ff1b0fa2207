import type { ContrastWords } from './contrastWords.ts';

/** What a section of the gallery page says of its images. */
interface GalleryWords {
  /** Of the sprite atlases. */
  readonly columns: number;
  readonly images: readonly {
    readonly name: string;
    readonly answer: string;
    /** One a method. */
    readonly scales: readonly string[];
    readonly contrast?: ContrastWords;
  }[];
}

/** Choices of the picker beside the image, by their names in the address. */
const CHOICES = ['scale', 'layers'] as const;

/** Lets the reader choose image, methods and scale, and keeps the choice in the address of the page. */
export class GalleryPicker {
  readonly #root: HTMLElement;
  readonly #views: readonly GalleryView[];

  constructor(root: HTMLElement) {
    this.#root = root;
    const sections = root.querySelectorAll<HTMLElement>('[data-set]');
    this.#views = Array.from(sections, (section) => new GalleryView(section));
    this.#restore(new URL(location.href).searchParams);
    root.addEventListener('change', () => this.#show());
    this.#show();
  }

  #restore(choice: URLSearchParams): void {
    const set = this.#radioOf(choice.get('set') ?? '');
    if (set) set.checked = true;
    this.#present.restore(choice);
  }

  #radioOf(set: string): HTMLInputElement | undefined {
    const radios = this.#root.querySelectorAll<HTMLInputElement>('[name="set"]');
    return [...radios].find(({ value }) => value === set);
  }

  get #present(): GalleryView {
    const chosen = this.#root.querySelector<HTMLInputElement>('[name="set"]:checked')?.value;
    return this.#views.find(({ set }) => set === chosen) ?? this.#views[0]!;
  }

  #show(): void {
    const present = this.#present;
    for (const view of this.#views) view.hide(view !== present);
    present.show();
    const address = new URL(location.href);
    for (const [name, value] of present.choice) address.searchParams.set(name, value);
    if (address.href !== location.href) history.replaceState(history.state, '', address);
  }
}

class GalleryView {
  readonly #section: HTMLElement;
  readonly #words: GalleryWords;

  constructor(section: HTMLElement) {
    this.#section = section;
    this.#words = JSON.parse(section.querySelector('[data-words]')!.textContent) as GalleryWords;
  }

  get set(): string {
    return this.#section.dataset['set']!;
  }

  hide(hidden: boolean): void {
    this.#section.hidden = hidden;
  }

  /** What is chosen, as the address keeps it. */
  get choice(): [name: string, value: string][] {
    return [
      ['set', this.set],
      ['image', String(this.#position)],
      [
        'methods',
        this.#methods
          .filter(({ checked }) => checked)
          .map(({ value }) => value)
          .join(','),
      ],
      ...CHOICES.map((name): [string, string] => [name, this.#chosen(name).value]),
    ];
  }

  /** What an address says and this gallery does not have stays as it is. */
  restore(choice: URLSearchParams): void {
    const methods = choice.get('methods')?.split(',');
    if (methods) for (const box of this.#methods) box.checked = methods.includes(box.value);
    this.#check('[data-strip]', choice.get('image'));
    for (const name of CHOICES) this.#check(`[data-${name}]`, choice.get(name));
  }

  show(): void {
    const { columns, images } = this.#words;
    const position = this.#position;
    const { name, answer, scales, contrast } = images[position]!;
    const section = this.#section;
    section.querySelectorAll<HTMLElement>('.large-maps .map').forEach(({ style }) => {
      style.setProperty('--column', String(position % columns));
      style.setProperty('--row', String(Math.floor(position / columns)));
    });
    section.querySelector('.large-maps .map')!.setAttribute('aria-label', name);
    this.#write('[data-image-name]', [`${name}.`]);
    this.#write('[data-answer]', [answer]);
    this.#write('[data-maps] [data-own-scale]', scales);
    if (contrast) this.#showContrast(contrast);
    this.#showMethods();
  }

  #showMethods(): void {
    for (const { value, checked } of this.#methods) {
      this.#section.querySelectorAll<HTMLElement>(`[data-method="${value}"]`).forEach((maps) => {
        maps.hidden = !checked;
      });
    }
    const others = this.#section.querySelectorAll('[data-others] :checked').length;
    this.#write('[data-others-shown]', [others > 0 ? ` (${String(others)} shown)` : '']);
  }

  #showContrast({ question, answer, alternatives, scales }: ContrastWords): void {
    this.#write('[data-question]', [question]);
    this.#write('[data-contrast-answer]', [answer]);
    this.#write('[data-contrast] [data-own-scale]', scales);
    this.#section.querySelectorAll('[data-contrast] [data-method]').forEach((method, place) => {
      for (const map of method.querySelectorAll('.map'))
        map.setAttribute('aria-label', alternatives[place]!);
    });
  }

  /** Writes texts into the places that a selector finds, in their order. */
  #write(places: string, texts: readonly string[]): void {
    this.#section.querySelectorAll(places).forEach((place, position) => {
      place.textContent = texts[position]!;
    });
  }

  get #position(): number {
    return Number(this.#section.querySelector<HTMLInputElement>('[data-strip] :checked')!.value);
  }

  get #methods(): HTMLInputElement[] {
    return [...this.#section.querySelectorAll<HTMLInputElement>('[data-methods] input')];
  }

  #chosen(name: string): HTMLInputElement {
    return this.#section.querySelector<HTMLInputElement>(`[data-${name}] :checked`)!;
  }

  #check(group: string, value: string | null): void {
    const radios = this.#section.querySelectorAll<HTMLInputElement>(`${group} input`);
    const radio = [...radios].find((candidate) => candidate.value === value);
    if (radio) radio.checked = true;
  }
}
