import { AddressState } from '../address/addressState.ts';
import { AtRest } from '../at-rest/atRest.ts';
import { paintGrey } from '../canvas/paint.ts';
import { showClassBars } from '../class-bars/classBars.ts';
import { probabilities } from '../class-bars/probabilities.ts';
import { DemoElement } from '../demo-element/demoElement.ts';
import { drawLine, emptyDrawing, isEmpty, type Drawing } from '../drawing-pad/drawing.ts';
import { drawOn } from '../drawing-pad/drawOn.ts';
import { imageOf } from '../drawing-pad/imageOf.ts';
import { galleryImage } from '../gallery/galleryImage.ts';
import { MethodMaps } from '../method-maps/methodMaps.ts';
import { summary } from '../method-maps/words.ts';
import {
  SEGMENT_METHOD_IDS,
  type ExplainAnswer,
  type SegmentMapAnswer,
  type SegmentMethodId,
} from '../worker/messages.ts';
import { sharedWorker } from '../worker/shared.ts';
import type { DrawDigitSettings } from './settings.ts';
import {
  initialState,
  segmentsFor,
  stateOfText,
  textOfState,
  type DrawDigitState,
} from './state.ts';

/**
 * `<draw-digit>`: a pad to draw on, class bars, and the maps of the drawing: by LRP at once, by LIME and
 * Kernel SHAP when the hand rests. Its markup comes from src/components/DrawDigit.astro and is complete
 * without this script; code, weights and engine are loaded when the reader first touches it. After every
 * answer it sends an event: `explained` with the worker's answer and the image, or
 * `explained-by-segments` with the answers for both methods.
 */
class DrawDigit extends DemoElement {
  protected readonly loads = 'load';
  readonly #settings = JSON.parse(this.dataset['settings']!) as DrawDigitSettings;
  readonly #address = new AddressState('digit');
  readonly #rest = new AtRest();
  readonly #maps = new MethodMaps(this);
  #state: DrawDigitState = initialState(this.#settings.composite);

  protected enliven(): void {
    drawOn(this.pad, this, (from, to, ink) => {
      const { position, drawing } = this.#state;
      const next = position === null ? drawing.slice() : emptyDrawing();
      drawLine(next, from, to, ink);
      this.#draw(next);
    });
    this.listen('[data-clear]', 'click', () => this.#draw(emptyDrawing()));
    this.listen('[data-pick]', 'change', () => {
      const position = this.#chosen('pick');
      if (position === '') this.#draw(emptyDrawing());
      else this.#set({ position: Number(position) });
    });
    this.listen('[data-target]', 'change', () => {
      const target = this.#chosen('target');
      this.#set({ target: target === '' ? null : Number(target) });
    });
    this.listen('[data-composite]', 'change', () =>
      this.#set({ composite: this.#chosen('composite') }),
    );
    const { indices, classNames } = this.#settings;
    const composites = Array.from(this.#menu('composite').options, ({ value }) => value);
    const text = this.#address.read() ?? '';
    const shared = stateOfText(text, indices.length, classNames.length, composites);
    if (!shared) return;
    this.#menu('pick').value = String(shared.position ?? '');
    this.#menu('target').value = String(shared.target ?? '');
    this.#menu('composite').value = shared.composite;
    this.#set(shared);
  }

  #menu(name: string): HTMLSelectElement {
    return this.querySelector<HTMLSelectElement>(`[data-${name}]`)!;
  }

  #chosen(name: string): string {
    return this.#menu(name).value;
  }

  #draw(drawing: Drawing): void {
    this.#menu('pick').value = '';
    paintGrey(this.pad, drawing);
    this.#set({ drawing, position: null });
  }

  #set(change: Partial<DrawDigitState>): void {
    this.#state = { ...this.#state, ...change };
    this.#address.write(textOfState(this.#state));
    this.#rest.moved();
    this.update();
  }

  protected async answer(): Promise<CustomEvent> {
    const state = await this.#withImage();
    const image = imageOf(state);
    const { target, composite } = state;
    const answer = await sharedWorker.ask({
      kind: 'explain-by-lrp',
      network: this.model,
      image,
      target,
      composite,
    });
    this.#showLrp(answer);
    if (isEmpty(image)) this.say('Nothing is drawn.');
    else {
      this.#rest.plan((current) => this.#explainBySegments(state, image, answer, current));
    }
    return new CustomEvent('explained', { detail: { ...answer, image } });
  }

  /** The state, with the image of the gallery in place of the drawing where one is chosen. */
  async #withImage(): Promise<DrawDigitState> {
    const state = this.#state;
    if (state.position === null) return state;
    const drawing = await galleryImage(this.dataset['images']!, state.position);
    paintGrey(this.pad, drawing);
    return { ...state, drawing };
  }

  /** One method after the other: a pen that moves again waits for one of them at most. */
  async #explainBySegments(
    state: DrawDigitState,
    image: Float32Array,
    { logits, target }: ExplainAnswer,
    current: () => boolean,
  ): Promise<void> {
    const answers: Partial<Record<SegmentMethodId, SegmentMapAnswer>> = {};
    try {
      for (const method of SEGMENT_METHOD_IDS) {
        const answer = await sharedWorker.ask({
          kind: 'explain-by-segments',
          network: this.model,
          image,
          method,
          target,
          segments: segmentsFor(state, this.#settings),
        });
        if (!current()) return;
        answers[method] = answer;
        this.#maps.add(method, answer);
        this.#say(logits, target);
      }
      this.dispatchEvent(
        new CustomEvent('explained-by-segments', { detail: { ...answers, target } }),
      );
    } catch (error) {
      this.showProblem(error);
    }
  }

  #showLrp({ logits, target, relevance }: ExplainAnswer): void {
    this.#maps.begin(relevance);
    showClassBars(this, probabilities(logits), target);
    this.#say(logits, target);
  }

  #say(logits: Float32Array, target: number): void {
    this.say(
      summary(probabilities(logits), target, this.#settings.classNames, this.#maps.answered),
    );
  }
}

customElements.define('draw-digit', DrawDigit);
