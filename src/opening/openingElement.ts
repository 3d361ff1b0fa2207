import { ARROWS } from '../demos/canvas/placeOn.ts';
import { Announcer } from '../demos/words/announcer.ts';
import { drawAnswers, drawDigit, drawMap, drawRemoved } from './drawOpening.ts';
import { mostRemoved, SIDE, type OpeningImage } from './openingImage.ts';
import {
  answerWords,
  lensWords,
  relevanceWords,
  removedWords,
  summaryWords,
  sureWords,
  type Lens,
} from './openingWords.ts';

/** Steps of an arrow key with Shift, in pixels of the image. */
const LONG_STEP = 4;

/**
 * The figure of the first page: a lens that shows what each method sees under it, thirty images, and a
 * slider that removes the most relevant pixels of every method at once. Its markup comes from
 * src/components/Opening.astro and is complete without this script.
 */
export class Opening {
  readonly #root: HTMLElement;
  readonly #panels: readonly HTMLElement[];
  readonly #slider: HTMLInputElement;
  readonly #handle: HTMLElement;
  readonly #classNames: readonly string[];
  readonly #loaded = new Map<string, Promise<OpeningImage>>();
  readonly #announcer: Announcer;
  #image: OpeningImage | undefined;
  #lens: Lens;
  /** File of the image that is shown. */
  #shown: string;

  constructor(root: HTMLElement) {
    this.#root = root;
    this.#panels = [...root.querySelectorAll<HTMLElement>('[data-panel]')];
    this.#slider = root.querySelector('input[type="range"]')!;
    this.#handle = root.querySelector('[role="slider"]')!;
    this.#classNames = JSON.parse(root.dataset['classNames']!) as string[];
    this.#announcer = new Announcer(root.querySelector('[data-summary]')!);
    this.#lens = JSON.parse(root.dataset['lens']!) as [number, number];
    this.#shown = root.dataset['shown']!;
    root
      .querySelectorAll<HTMLElement>('[data-touch]')
      .forEach((panel) => this.#followPointer(panel));
    this.#handle.addEventListener('keydown', (event) => this.#step(event));
    this.#slider.addEventListener('input', () => this.#showRemoved(true));
    root.querySelector('[data-strip]')!.addEventListener('change', () => void this.#pick());
    void this.#pick();
  }

  /** Loads the image that is chosen and shows it. */
  async #pick(): Promise<void> {
    const { file, name } = this.#picked;
    try {
      const image = await this.#load(file);
      if (file !== this.#picked.file) return;
      const changed = file !== this.#shown;
      this.#image = image;
      this.#shown = file;
      if (changed) this.#showImage(image, name);
      this.#write('[data-problem]', '');
      this.#showRemoved(changed);
      this.#moveLens(this.#lens);
    } catch (error) {
      this.#loaded.delete(file);
      this.#write('[data-problem]', (error as Error).message);
    }
  }

  get #picked() {
    const radio = this.#root.querySelector<HTMLElement>('[data-strip] :checked')!;
    return radio.dataset as { readonly file: string; readonly name: string };
  }

  #load(file: string): Promise<OpeningImage> {
    const loading = this.#loaded.get(file) ?? loadImage(file);
    this.#loaded.set(file, loading);
    return loading;
  }

  #showImage(image: OpeningImage, name: string): void {
    const { maps } = image;
    this.#root.querySelector('#opening-digit')!.innerHTML = drawDigit(image);
    this.#panels.forEach((panel, place) => {
      panel.querySelector('[data-map]')!.innerHTML = drawMap(maps[place]!);
      panel.querySelector('svg')!.setAttribute('aria-label', `${name}; ${maps[place]!.title}`);
    });
    this.#slider.max = String(mostRemoved(image));
    this.#root.querySelectorAll('[data-class]').forEach((word) => {
      word.textContent = this.#classNames[image.predicted]!;
    });
    this.#write('[data-sure]', sureWords(image));
  }

  #showRemoved(announced: boolean): void {
    const image = this.#image;
    if (!image) return;
    const removed = Number(this.#slider.value);
    this.#panels.forEach((panel, place) => {
      const { order } = image.removals[place]!;
      panel.querySelector('[data-removed]')!.innerHTML = drawRemoved(order, removed);
      const answer = panel.querySelector('[data-says]')!;
      answer.textContent = answerWords(image, place, removed, this.#classNames);
      const changed = image.removals[place]!.says[removed] !== image.predicted;
      answer.classList.toggle('changed', changed);
    });
    this.#root.querySelector('[data-answers]')!.innerHTML = drawAnswers(image, removed);
    this.#write('[data-count]', removedWords(image, removed));
    if (announced) this.#announcer.say(summaryWords(image, removed, this.#classNames));
  }

  #followPointer(panel: HTMLElement): void {
    const follow = (event: PointerEvent) => {
      const { left, top, width, height } = panel.getBoundingClientRect();
      const x = ((event.clientX - left) / width) * SIDE;
      this.#moveLens([x, ((event.clientY - top) / height) * SIDE]);
    };
    panel.addEventListener('pointerdown', (event) => {
      panel.setPointerCapture(event.pointerId);
      follow(event);
    });
    panel.addEventListener('pointermove', (event) => {
      // Not by capture: the touch that has this code loaded comes before it.
      if (event.buttons % 2 === 1) follow(event);
    });
  }

  #step(event: KeyboardEvent): void {
    const arrow = ARROWS[event.key];
    if (!arrow) return;
    event.preventDefault();
    const reach = event.shiftKey ? LONG_STEP : 1;
    const [x, y] = this.#lens;
    this.#moveLens([x + reach * arrow[0], y + reach * arrow[1]]);
  }

  #moveLens([x, y]: Lens): void {
    const within = (place: number) => Math.min(SIDE - 0.5, Math.max(0.5, place));
    this.#lens = [within(x), within(y)];
    this.#root.style.setProperty('--lens-x', String(this.#lens[0] / SIDE));
    this.#root.style.setProperty('--lens-y', String(this.#lens[1] / SIDE));
    for (const circle of this.#root.querySelectorAll('[data-hole]')) {
      circle.setAttribute('cx', String(this.#lens[0]));
      circle.setAttribute('cy', String(this.#lens[1]));
    }
    const image = this.#image;
    if (!image) return;
    this.#panels.forEach((panel, place) => {
      panel.querySelector('[data-here]')!.textContent = relevanceWords(
        image.maps[place]!,
        this.#lens,
      );
    });
    this.#handle.setAttribute('aria-valuenow', String(Math.round(this.#lens[0])));
    this.#handle.setAttribute('aria-valuetext', lensWords(image, this.#lens));
  }

  #write(selector: string, text: string): void {
    this.#root.querySelector(selector)!.textContent = text;
  }
}

async function loadImage(file: string): Promise<OpeningImage> {
  const response = await fetch(file);
  if (!response.ok) throw new Error(`${response.url} could not be loaded (${response.status}).`);
  return (await response.json()) as OpeningImage;
}
