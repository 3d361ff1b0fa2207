import { AddressState } from '../address/addressState.ts';
import { AtRest } from '../at-rest/atRest.ts';
import { paintGrey, paintRelevance, whenThemeChanges } from '../canvas/paint.ts';
import { DemoElement } from '../demo-element/demoElement.ts';
import { drawLine, emptyDrawing, type Drawing } from '../drawing-pad/drawing.ts';
import { drawOn } from '../drawing-pad/drawOn.ts';
import { imageOf } from '../drawing-pad/imageOf.ts';
import { galleryImage } from '../gallery/galleryImage.ts';
import { sharedWorker } from '../worker/shared.ts';
import type { ContrastAnswer } from './question.ts';
import {
  CONTRAST_METHODS,
  CONTRAST_SIDES,
  type ClassContrastSettings,
  type ContrastMethod,
  type ContrastSide,
} from './settings.ts';
import { initialState, stateOfText, textOfState, type ClassContrastState } from './state.ts';
import {
  contrastMaps,
  contrastRow,
  contrastTitles,
  summary,
  sumOf,
  type ContrastMaps,
} from './view.ts';

/**
 * `<class-contrast>`: a pad to draw on or an image of the gallery, and the maps of two classes and of the
 * difference of their logits: by LRP at once, by Kernel SHAP when the hand rests. Its markup comes from
 * src/components/ClassContrast.astro and is complete without this script; code, weights and engine are
 * loaded when the reader first touches it. After every answer it sends an event, `explained` or
 * `explained-by-segments`, whose detail is the worker's answer, with the image.
 */
class ClassContrast extends DemoElement {
  protected readonly loads = 'load';
  readonly #settings = JSON.parse(this.dataset['settings']!) as ClassContrastSettings;
  readonly #address = new AddressState('contrast');
  readonly #rest = new AtRest();
  readonly #shown = new Map<ContrastMethod, ContrastMaps>();
  #state: ClassContrastState = initialState(this.#settings.position);

  protected enliven(): void {
    drawOn(this.pad, this, (from, to, ink) => {
      const { position, drawing } = this.#state;
      const next = position === null ? drawing.slice() : emptyDrawing();
      drawLine(next, from, to, ink);
      this.#draw(next);
    });
    this.listen('[data-clear]', 'click', () => this.#draw(emptyDrawing()));
    this.listen('[data-pick]', 'change', () => {
      const position = this.#chosen('[data-pick]');
      if (position === null) this.#draw(emptyDrawing());
      else this.#set({ position });
    });
    for (const side of ['first', 'second'] as const) {
      this.listen(`[data-${side}]`, 'change', () =>
        this.#set({ [side]: this.#chosen(`[data-${side}]`) }),
      );
    }
    whenThemeChanges(() => this.#paint());
    const { indices, classNames } = this.#settings;
    const shared = stateOfText(this.#address.read() ?? '', indices.length, classNames.length);
    if (!shared) return;
    this.#choose('[data-pick]', shared.position);
    this.#choose('[data-first]', shared.first);
    this.#choose('[data-second]', shared.second);
    this.#set(shared);
  }

  /** What a menu says: a number, or nothing. */
  #chosen(selector: string): number | null {
    const { value } = this.querySelector<HTMLSelectElement>(selector)!;
    return value === '' ? null : Number(value);
  }

  #choose(selector: string, value: number | null): void {
    this.querySelector<HTMLSelectElement>(selector)!.value = value === null ? '' : String(value);
  }

  #draw(drawing: Drawing): void {
    this.#choose('[data-pick]', null);
    paintGrey(this.pad, drawing);
    this.#set({ drawing, position: null });
  }

  #set(change: Partial<ClassContrastState>): void {
    this.#state = { ...this.#state, ...change };
    this.#address.write(textOfState(this.#state));
    this.#rest.moved();
    this.update();
  }

  protected async answer(): Promise<CustomEvent> {
    const state = await this.#withImage();
    const image = imageOf(state);
    const { first, second } = state;
    const { composite } = this.#settings;
    const network = this.model;
    const answer = await sharedWorker.ask({
      kind: 'contrast-by-lrp',
      network,
      image,
      first,
      second,
      composite,
    });
    this.#show(answer);
    this.#rest.plan((current) => this.#explainBySegments(image, answer, current));
    return new CustomEvent('explained', { detail: { ...answer, image } });
  }

  /** The state, with the image of the gallery in place of the drawing where one is chosen. */
  async #withImage(): Promise<ClassContrastState> {
    const state = this.#state;
    if (state.position === null) return state;
    const drawing = await galleryImage(this.dataset['images']!, state.position);
    paintGrey(this.pad, drawing);
    return { ...state, drawing };
  }

  async #explainBySegments(
    image: Float32Array,
    { first, second }: ContrastAnswer,
    current: () => boolean,
  ): Promise<void> {
    const { position } = this.#state;
    const index = position === null ? 0 : this.#settings.indices[position]!;
    try {
      const answer = await sharedWorker.ask({
        kind: 'contrast-by-kernel-shap',
        network: this.model,
        image,
        first,
        second,
        segments: { ...this.#settings.segments, index },
      });
      if (!current()) return;
      this.#shown.set('kernel-shap', contrastMaps(answer.maps));
      this.#paint();
      this.#writeRow('kernel-shap', contrastRow(...answer.sums));
      this.dispatchEvent(new CustomEvent('explained-by-segments', { detail: answer }));
    } catch (error) {
      this.showProblem(error);
    }
  }

  #show({ logits, first, second, maps }: ContrastAnswer): void {
    const { classNames } = this.#settings;
    const shown = contrastMaps(maps);
    // The maps of segments are of what was there before, until they are made anew.
    this.#shown.clear();
    this.#shown.set('lrp', shown);
    this.#paint();
    this.#writeRow('titles', contrastTitles(classNames, first, second));
    this.#writeRow('logits', contrastRow(logits[first]!, logits[second]!));
    this.#writeRow('lrp', contrastRow(sumOf(maps[0]), sumOf(maps[1])));
    this.#writeRow('kernel-shap', { first: '…', second: '…', difference: '…' });
    this.say(summary(logits, [first, second], classNames, shown.maps.difference));
  }

  /** Writes into every place that shows a side of a row. */
  #writeRow(row: string, texts: Record<ContrastSide, string>): void {
    for (const side of CONTRAST_SIDES) {
      this.querySelectorAll(`[data-row="${row}"][data-side="${side}"]`).forEach((place) => {
        place.textContent = texts[side];
      });
    }
  }

  #paint(): void {
    for (const method of CONTRAST_METHODS) {
      const row = this.querySelector<HTMLElement>(`[data-method="${method}"]`)!;
      const shown = this.#shown.get(method);
      row.classList.toggle('pending', shown === undefined);
      if (!shown) continue;
      row
        .querySelectorAll<HTMLCanvasElement>('canvas')
        .forEach((canvas, column) =>
          paintRelevance(canvas, shown.maps[CONTRAST_SIDES[column]!], shown.scale),
        );
      row.querySelector('[data-scale]')!.textContent = `±${shown.scale.toFixed(2)}`;
    }
  }
}

customElements.define('class-contrast', ClassContrast);
