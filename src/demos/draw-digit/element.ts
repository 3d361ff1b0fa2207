import type { ExplainAnswer } from '../worker/messages.ts';
import { sharedWorker } from '../worker/shared.ts';
import { drawLine, emptyDrawing, isEmpty, SIDE, type Drawing } from './drawing.ts';
import {
  imageOf,
  initialState,
  probabilities,
  strongestRegion,
  type DrawDigitState,
} from './state.ts';
import { paintDrawing, paintRelevance } from './view.ts';

/**
 * `<draw-digit>`: a pad to draw on, class bars, and the LRP map of the drawing. Its markup comes from
 * src/components/DrawDigit.astro and is complete without this script; code, weights and engine are
 * loaded when the reader first touches it. After every explanation it sends an event `explained` whose
 * detail is the worker's answer, with the image.
 */
class DrawDigit extends HTMLElement {
  #state: DrawDigitState = initialState('epsilonGammaBox');
  #ready: Promise<unknown> | undefined;
  #busy = false;
  #due = false;
  #pen: readonly [number, number] | undefined;
  #cursor: [number, number] = [SIDE / 2, SIDE / 2];
  #relevance: Float32Array | undefined;
  #announcement: ReturnType<typeof setTimeout> | undefined;

  connectedCallback(): void {
    this.classList.add('live');
    this.#drawWithPointer();
    this.#drawWithKeys();
    this.#listen('[data-clear]', 'click', () => this.#redraw(emptyDrawing(), false));
    this.#listen('[data-pick]', 'change', ({ target }) =>
      this.#pick((target as HTMLSelectElement).value),
    );
    this.#listen('[data-target]', 'change', ({ target }) => {
      const { value } = target as HTMLSelectElement;
      this.#set({ target: value === '' ? null : Number(value) });
    });
    this.#listen('[data-composite]', 'change', ({ target }) =>
      this.#set({ composite: (target as HTMLSelectElement).value }),
    );
    const repaint = (): void => {
      if (this.#relevance) paintRelevance(this.#map, this.#relevance);
    };
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', repaint);
    new MutationObserver(repaint).observe(document.documentElement, {
      attributeFilter: ['data-theme'],
    });
  }

  get #pad(): HTMLCanvasElement {
    return this.querySelector<HTMLCanvasElement>('[data-pad]')!;
  }

  get #map(): HTMLCanvasElement {
    return this.querySelector<HTMLCanvasElement>('[data-map]')!;
  }

  #listen(selector: string, type: string, handle: (event: Event) => void): void {
    this.querySelector(selector)!.addEventListener(type, handle);
  }

  #drawWithPointer(): void {
    const pad = this.#pad;
    const place = ({ clientX, clientY }: PointerEvent): [number, number] => {
      const { left, top, width, height } = pad.getBoundingClientRect();
      return [((clientX - left) / width) * SIDE, ((clientY - top) / height) * SIDE];
    };
    pad.addEventListener('pointerdown', (event) => {
      pad.setPointerCapture(event.pointerId);
      this.#pen = place(event);
      this.#draw(this.#pen, this.#pen, 1);
    });
    pad.addEventListener('pointermove', (event) => {
      if (!this.#pen) return;
      const next = place(event);
      this.#draw(this.#pen, next, 1);
      this.#pen = next;
    });
    for (const end of ['pointerup', 'pointercancel'] as const) {
      pad.addEventListener(end, () => (this.#pen = undefined));
    }
  }

  /** Arrow keys move a cursor; with Shift they draw, with Alt they erase; the space bar sets a dot. */
  #drawWithKeys(): void {
    const steps: Readonly<Record<string, readonly [number, number]>> = {
      ArrowLeft: [-1, 0],
      ArrowRight: [1, 0],
      ArrowUp: [0, -1],
      ArrowDown: [0, 1],
      ' ': [0, 0],
    };
    this.#pad.addEventListener('keydown', (event) => {
      const step = steps[event.key];
      if (!step) return;
      event.preventDefault();
      const within = (value: number) => Math.min(SIDE - 1, Math.max(1, value));
      const from = this.#cursor;
      this.#cursor = [within(from[0] + step[0]), within(from[1] + step[1])];
      this.style.setProperty('--cursor-x', String(this.#cursor[0] / SIDE));
      this.style.setProperty('--cursor-y', String(this.#cursor[1] / SIDE));
      if (event.altKey) this.#draw(from, this.#cursor, 0);
      else if (event.shiftKey || event.key === ' ') this.#draw(from, this.#cursor, 1);
    });
  }

  #draw(from: readonly [number, number], to: readonly [number, number], ink: 0 | 1): void {
    const { picked, drawing } = this.#state;
    const next = picked ? emptyDrawing() : drawing.slice();
    drawLine(next, from, to, ink);
    this.#redraw(next, false);
  }

  #redraw(drawing: Drawing, picked: boolean): void {
    if (!picked) this.querySelector<HTMLSelectElement>('[data-pick]')!.value = '';
    paintDrawing(this.#pad, drawing);
    this.#set({ drawing, picked });
  }

  /** @param position of an image in the gallery, or nothing to start afresh */
  async #pick(position: string): Promise<void> {
    if (position === '') {
      this.#redraw(emptyDrawing(), false);
      return;
    }
    try {
      const response = await fetch(this.dataset['images']!);
      if (!response.ok)
        throw new Error(`${response.url} could not be loaded (${response.status}).`);
      const { images } = (await response.json()) as { images: readonly (readonly number[])[] };
      this.#redraw(
        Float32Array.from(images[Number(position)]!, (value) => value / 255),
        true,
      );
    } catch (error) {
      this.#fail(error);
    }
  }

  #set(change: Partial<DrawDigitState>): void {
    this.#state = { ...this.#state, ...change };
    this.classList.add('touched');
    void this.#explain();
  }

  /** Explains the latest state; while one is under way, later ones wait and only the last runs. */
  async #explain(): Promise<void> {
    this.#due = true;
    if (this.#busy) return;
    this.#busy = true;
    try {
      this.#ready ??= sharedWorker.ask({
        kind: 'load',
        header: this.dataset['header']!,
        binary: this.dataset['binary']!,
      });
      await this.#ready;
      while (this.#due) {
        this.#due = false;
        const { target, composite, drawing } = this.#state;
        const image = imageOf(this.#state);
        const answer = await sharedWorker.ask({
          kind: 'explain-by-lrp',
          image,
          target,
          composite,
        });
        this.#show(answer, isEmpty(drawing));
        this.dispatchEvent(new CustomEvent('explained', { detail: { ...answer, image } }));
      }
    } catch (error) {
      this.#ready = undefined;
      this.#fail(error);
    } finally {
      this.#busy = false;
    }
  }

  #show({ logits, target, relevance }: ExplainAnswer, empty: boolean): void {
    this.#relevance = relevance;
    const scale = paintRelevance(this.#map, relevance);
    const shares = probabilities(logits);
    this.querySelectorAll<HTMLElement>('[data-class]').forEach((bar, label) => {
      bar.style.setProperty('--share', String(shares[label]!));
      bar.classList.toggle('explained', label === target);
      bar.querySelector('[data-share]')!.textContent = percent(shares[label]!);
    });
    this.querySelector('[data-scale]')!.textContent = `±${scale.toFixed(2)}`;
    this.querySelector('[data-problem]')!.textContent = '';
    this.#announce(empty ? 'Nothing is drawn.' : summary(shares, target, relevance));
  }

  /** Read out by screen readers once the pen rests. */
  #announce(text: string): void {
    clearTimeout(this.#announcement);
    this.#announcement = setTimeout(() => {
      this.querySelector('[data-summary]')!.textContent = text;
    }, 400);
  }

  #fail(error: unknown): void {
    this.classList.remove('touched');
    const message = error instanceof Error ? error.message : String(error);
    this.querySelector('[data-problem]')!.textContent =
      `The demo does not run here: ${message} The example above stays as it is.`;
  }
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)}\u202f%`;
}

function summary(shares: readonly number[], target: number, relevance: Float32Array): string {
  const predicted = shares.indexOf(Math.max(...shares));
  const region = strongestRegion(relevance);
  const evidence =
    region === undefined
      ? `Nothing speaks for ${target}.`
      : `Most of what speaks for ${target} lies at the ${region}.`;
  return `Predicted ${predicted}, ${percent(shares[predicted]!)}. ${evidence}`;
}

customElements.define('draw-digit', DrawDigit);
