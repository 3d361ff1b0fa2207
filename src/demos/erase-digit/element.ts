import { AddressState } from '../address/addressState.ts';
import { paintGrey } from '../canvas/paint.ts';
import { showClassBars } from '../class-bars/classBars.ts';
import { probabilities } from '../class-bars/probabilities.ts';
import { DemoElement } from '../demo-element/demoElement.ts';
import { drawOn } from '../drawing-pad/drawOn.ts';
import { galleryImage } from '../gallery/galleryImage.ts';
import { sharedWorker } from '../worker/shared.ts';
import { leadOf } from './lead.ts';
import { erasuresOf } from './plot.ts';
import type { Erasure } from './question.ts';
import { ERASERS, type EraseDigitSettings } from './settings.ts';
import {
  countErased,
  eraseLine,
  imageLeft,
  initialState,
  mostOf,
  stateOfText,
  textOfState,
  type EraseDigitState,
} from './state.ts';
import { leadRowsOf } from './tables.ts';
import { scoreCells, summary } from './words.ts';

/** An image before anything was erased. */
interface WholeImage {
  /** Place in the gallery. */
  readonly position: number;
  readonly image: Float32Array;
  /** The class that is predicted of it, and its lead. */
  readonly original: number;
  readonly lead: number;
  /** Pixels that may be erased. */
  readonly most: number;
}

/** What the network said last of what the reader has left. */
interface Said {
  readonly whole: WholeImage;
  readonly pixels: number;
  readonly lead: number;
  readonly predicted: number;
}

/**
 * `<erase-digit>`: an image to erase until the network says something else, and what the rankings of
 * three methods and of chance would have needed. Its markup comes from src/components/EraseDigit.astro
 * and is complete without this script; code, weights and engine are loaded when the reader first touches
 * it. After every answer it sends an event, `predicted` or `erased-by-methods`, whose detail is the
 * worker's answer.
 */
class EraseDigit extends DemoElement {
  protected readonly loads = 'load';
  readonly #settings = JSON.parse(this.dataset['settings']!) as EraseDigitSettings;
  readonly #address = new AddressState('erase');
  #state: EraseDigitState = initialState(this.#settings.position);
  #whole: WholeImage | undefined;
  /** The lead after so many pixels; the reader may come back to a number only by starting again. */
  #trace: [pixels: number, lead: number][] = [];
  #erasures: readonly Erasure[] = [];
  #said: Said | undefined;

  protected enliven(): void {
    drawOn(this.pad, this, (from, to) => {
      if (this.#whole?.position !== this.#state.position) {
        // The first touch: what it meant to erase is known once the image is there.
        this.addEventListener('predicted', () => this.#erase(from, to), { once: true });
        this.update();
      } else this.#erase(from, to);
    });
    this.listen('[data-clear]', 'click', () => this.#set(initialState(this.#state.position)));
    this.listen('[data-pick]', 'change', ({ target }) =>
      this.#set(initialState(Number((target as HTMLSelectElement).value))),
    );
    this.listen('[data-reveal]', 'click', () => void this.#letMethodsErase());
    const shared = stateOfText(this.#address.read() ?? '', this.#settings.indices.length);
    if (!shared) return;
    this.querySelector<HTMLSelectElement>('[data-pick]')!.value = String(shared.position);
    this.#set(shared);
  }

  #erase(from: readonly [number, number], to: readonly [number, number]): void {
    const { position, erased } = this.#state;
    const { image, most } = this.#whole!;
    const next = eraseLine(image, erased, from, to, most);
    if (countErased(next) > countErased(erased)) this.#set({ position, erased: next });
  }

  #set(state: EraseDigitState): void {
    if (state.position !== this.#state.position) this.#erasures = [];
    if (countErased(state.erased) === 0) this.#trace = [];
    this.#state = state;
    if (this.#whole?.position === state.position) {
      paintGrey(this.pad, imageLeft(this.#whole.image, state.erased));
    }
    this.#address.write(textOfState(state));
    this.update();
  }

  protected async answer(): Promise<CustomEvent> {
    const { position, erased } = this.#state;
    const whole = await this.#wholeImage(position);
    const left = imageLeft(whole.image, erased);
    paintGrey(this.pad, left);
    const answer = await sharedWorker.ask({ kind: 'predict', network: this.model, image: left });
    const pixels = countErased(erased);
    const lead = leadOf(answer.logits, whole.original);
    if (pixels > 0 && this.#trace.length === 0) this.#trace.push([0, whole.lead]);
    this.#trace.push([pixels, lead]);
    this.#show(answer.logits, whole, pixels, lead);
    return new CustomEvent('predicted', { detail: { ...answer, pixels, lead } });
  }

  async #wholeImage(position: number): Promise<WholeImage> {
    if (this.#whole?.position === position) return this.#whole;
    const image = await galleryImage(this.dataset['images']!, position);
    const { logits } = await sharedWorker.ask({ kind: 'predict', network: this.model, image });
    const original = logits.indexOf(Math.max(...logits));
    const lead = leadOf(logits, original);
    this.#whole = { position, image, original, lead, most: mostOf(image, this.#settings.share) };
    return this.#whole;
  }

  #show(logits: Float32Array, whole: WholeImage, pixels: number, lead: number): void {
    const shares = probabilities(logits);
    const predicted = shares.indexOf(Math.max(...shares));
    showClassBars(this, shares, predicted);
    this.write('[data-count]', `${pixels} of ${whole.most}`);
    this.#said = { whole, pixels, lead, predicted };
    this.#draw(whole.most);
    this.#sumUp();
    if (predicted !== whole.original && this.#erasures.length === 0) void this.#letMethodsErase();
  }

  #sumUp(): void {
    // The image may be another than the one that was last spoken of.
    if (!this.#said || this.#said.whole !== this.#whole) return;
    const { whole, pixels, lead, predicted } = this.#said;
    const { classNames } = this.#settings;
    const names = [classNames[whole.original]!, classNames[predicted]!] as const;
    this.say(summary(pixels, whole.most, lead, names, this.#erasures));
  }

  #draw(most: number): void {
    this.querySelector('[data-erasures]')!.innerHTML = erasuresOf(
      this.#erasures,
      this.#trace,
      most,
    );
    this.querySelector('[data-leads]')!.innerHTML = leadRowsOf(this.#erasures, this.#trace, most);
    const flip = this.#trace.find(([, lead]) => lead < 0);
    const last = this.#trace.at(-1);
    this.#writeScore('reader', [
      flip ? String(flip[0]) : '–',
      last ? scoreCells([last[1]], most)[1] : '–',
    ]);
    for (const { id } of ERASERS) {
      const erasure = this.#erasures.find((one) => one.id === id);
      this.#writeScore(id, erasure ? scoreCells(erasure.leads, most) : ['–', '–']);
    }
  }

  #writeScore(id: string, texts: readonly [string, string]): void {
    this.querySelectorAll(`[data-score="${id}"] td`).forEach((cell, column) => {
      cell.textContent = texts[column]!;
    });
  }

  async #letMethodsErase(): Promise<void> {
    if (this.#whole?.position !== this.#state.position) {
      this.addEventListener('predicted', () => void this.#letMethodsErase(), { once: true });
      this.update();
      return;
    }
    const { position, image, most } = this.#whole;
    const { composite, segments, indices } = this.#settings;
    try {
      const answer = await sharedWorker.ask({
        kind: 'erase-by-methods',
        network: this.model,
        image,
        composite,
        segments: { ...segments, index: indices[position]! },
        most,
      });
      if (position !== this.#state.position) return;
      this.#erasures = answer.erasures;
      this.#draw(most);
      this.#sumUp();
      this.dispatchEvent(new CustomEvent('erased-by-methods', { detail: answer }));
    } catch (error) {
      this.showProblem(error);
    }
  }
}

customElements.define('erase-digit', EraseDigit);
