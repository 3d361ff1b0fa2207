import { formatProbability } from '../../results/numberFormat.ts';
import { paintGrey, paintRelevance, whenThemeChanges } from '../canvas/paint.ts';
import { showClassBars } from '../class-bars/classBars.ts';
import { probabilities } from '../class-bars/probabilities.ts';
import { DemoElement } from '../demo-element/demoElement.ts';
import { drawLine, emptyDrawing, isEmpty, type Drawing } from '../drawing-pad/drawing.ts';
import { drawOn } from '../drawing-pad/drawOn.ts';
import { galleryImage } from '../gallery/galleryImage.ts';
import { strongestRegion } from '../words/strongestRegion.ts';
import type { ExplainAnswer } from '../worker/messages.ts';
import { sharedWorker } from '../worker/shared.ts';
import { imageOf, initialState, type DrawDigitState } from './state.ts';

/**
 * `<draw-digit>`: a pad to draw on, class bars, and the LRP map of the drawing. Its markup comes from
 * src/components/DrawDigit.astro and is complete without this script; code, weights and engine are
 * loaded when the reader first touches it. After every explanation it sends an event `explained` whose
 * detail is the worker's answer, with the image.
 */
class DrawDigit extends DemoElement {
  protected readonly loads = 'load';
  #state: DrawDigitState = initialState('epsilonGammaBox');
  #relevance: Float32Array | undefined;

  protected enliven(): void {
    drawOn(this.pad, this, (from, to, ink) => {
      const { picked, drawing } = this.#state;
      const next = picked ? emptyDrawing() : drawing.slice();
      drawLine(next, from, to, ink);
      this.#redraw(next, false);
    });
    this.listen('[data-clear]', 'click', () => this.#redraw(emptyDrawing(), false));
    this.listen('[data-pick]', 'change', ({ target }) =>
      this.#pick((target as HTMLSelectElement).value),
    );
    this.listen('[data-target]', 'change', ({ target }) => {
      const { value } = target as HTMLSelectElement;
      this.#set({ target: value === '' ? null : Number(value) });
    });
    this.listen('[data-composite]', 'change', ({ target }) =>
      this.#set({ composite: (target as HTMLSelectElement).value }),
    );
    whenThemeChanges(() => {
      if (this.#relevance) paintRelevance(this.#map, this.#relevance);
    });
  }

  get #map(): HTMLCanvasElement {
    return this.querySelector<HTMLCanvasElement>('[data-map]')!;
  }

  #redraw(drawing: Drawing, picked: boolean): void {
    if (!picked) this.querySelector<HTMLSelectElement>('[data-pick]')!.value = '';
    paintGrey(this.pad, drawing);
    this.#set({ drawing, picked });
  }

  /** @param position of an image in the gallery, or nothing to start afresh */
  async #pick(position: string): Promise<void> {
    if (position === '') {
      this.#redraw(emptyDrawing(), false);
      return;
    }
    try {
      this.#redraw(await galleryImage(this.dataset['images']!, Number(position)), true);
    } catch (error) {
      this.showProblem(error);
    }
  }

  #set(change: Partial<DrawDigitState>): void {
    this.#state = { ...this.#state, ...change };
    this.update();
  }

  protected async answer(): Promise<CustomEvent> {
    const { target, composite, drawing } = this.#state;
    const image = imageOf(this.#state);
    const answer = await sharedWorker.ask({
      kind: 'explain-by-lrp',
      network: this.model,
      image,
      target,
      composite,
    });
    this.#show(answer, isEmpty(drawing));
    return new CustomEvent('explained', { detail: { ...answer, image } });
  }

  #show({ logits, target, relevance }: ExplainAnswer, empty: boolean): void {
    this.#relevance = relevance;
    const scale = paintRelevance(this.#map, relevance);
    const shares = probabilities(logits);
    showClassBars(this, shares, target);
    this.write('[data-scale]', `±${scale.toFixed(2)}`);
    this.say(empty ? 'Nothing is drawn.' : summary(shares, target, relevance));
  }
}

function summary(shares: readonly number[], target: number, relevance: Float32Array): string {
  const predicted = shares.indexOf(Math.max(...shares));
  const region = strongestRegion(relevance);
  const evidence =
    region === undefined
      ? `Nothing speaks for ${target}.`
      : `Most of what speaks for ${target} lies at the ${region}.`;
  return `Predicted ${predicted}, ${formatProbability(shares[predicted]!)}. ${evidence}`;
}

customElements.define('draw-digit', DrawDigit);
