import { formatScale } from '../../results/numberFormat.ts';
import { AddressState } from '../address/addressState.ts';
import { largestSize } from '../canvas/largestSize.ts';
import { paintGrey, paintRelevance, whenThemeChanges } from '../canvas/paint.ts';
import { DemoElement } from '../demo-element/demoElement.ts';
import { galleryImage } from '../gallery/galleryImage.ts';
import { sharedWorker } from '../worker/shared.ts';
import { errorsOf, sizesOf, valuesOf } from './plots.ts';
import type { ShapleyAnswer } from './question.ts';
import { ERROR_SAMPLES, type ShapleySamplingSettings } from './settings.ts';
import {
  BUDGETS,
  MOST_SEEDS,
  stateOfText,
  textOfState,
  type ShapleySamplingState,
} from './state.ts';
import { errorCells, sizeCells, summary, valueCells } from './words.ts';

/**
 * `<shapley-sampling>`: Shapley values of nine cells, exact and from a sample, and how the error falls
 * with its size. Its markup comes from src/components/ShapleySampling.astro and is complete without this
 * script; code, weights and engine are loaded when the reader first touches it. After every answer it
 * sends an event `explained` whose detail is the worker's answer.
 */
class ShapleySampling extends DemoElement {
  protected readonly loads = 'load';
  readonly #settings = JSON.parse(this.dataset['settings']!) as ShapleySamplingSettings;
  readonly #address = new AddressState('shapley');
  #state: ShapleySamplingState = {
    position: this.#settings.position,
    evaluations: this.#settings.evaluations,
    seed: 0,
  };
  #answer: ShapleyAnswer | undefined;

  protected enliven(): void {
    this.listen('[data-pick]', 'change', ({ target }) =>
      this.#set({ position: Number((target as HTMLSelectElement).value) }),
    );
    this.listen('[data-budget]', 'input', ({ target }) =>
      this.#set({ evaluations: BUDGETS[Number((target as HTMLInputElement).value)]! }),
    );
    this.listen('[data-seed]', 'click', () =>
      this.#set({ seed: (this.#state.seed + 1) % MOST_SEEDS }),
    );
    whenThemeChanges(() => this.#paint());
    const shared = stateOfText(this.#address.read() ?? '', this.#settings.indices.length);
    if (shared) this.#set(shared);
  }

  #set(change: Partial<ShapleySamplingState>): void {
    this.#state = { ...this.#state, ...change };
    const { position, evaluations } = this.#state;
    this.querySelector<HTMLSelectElement>('[data-pick]')!.value = String(position);
    const slider = this.querySelector<HTMLInputElement>('[data-budget]')!;
    slider.value = String(BUDGETS.findIndex((budget) => budget === evaluations));
    slider.setAttribute('aria-valuetext', `${evaluations} coalitions`);
    this.write('[data-chosen]', String(evaluations));
    this.#address.write(textOfState(this.#state));
    this.update();
  }

  protected async answer(): Promise<CustomEvent> {
    const { position, evaluations, seed } = this.#state;
    const { segments, indices, classNames } = this.#settings;
    const image = await galleryImage(this.dataset['images']!, position);
    paintGrey(this.pad, image);
    const answer = await sharedWorker.ask({
      kind: 'shapley-sampling',
      network: this.model,
      image,
      segments: { ...segments, evaluations, seed: segments.seed + seed, index: indices[position]! },
      budgets: BUDGETS,
      samples: ERROR_SAMPLES,
    });
    this.#answer = answer;
    this.#paint();
    this.querySelector('[data-values]')!.innerHTML = valuesOf(answer);
    this.querySelector('[data-sizes]')!.innerHTML = sizesOf(answer.sizes);
    this.querySelector('[data-errors]')!.innerHTML = errorsOf(BUDGETS, answer, evaluations);
    this.#fill('[data-cell]', (cell) => valueCells(answer, cell));
    this.#fill('[data-size]', (place) => sizeCells(answer.sizes, place + 1));
    this.#fill('[data-error]', (place) => errorCells(answer, place));
    this.say(summary(answer, classNames));
    return new CustomEvent('explained', { detail: { ...answer, image, evaluations } });
  }

  /** Writes into the rows of a table. */
  #fill(rows: string, textsOf: (place: number) => readonly string[]): void {
    this.querySelectorAll(rows).forEach((row, place) => {
      const texts = textsOf(place);
      row.querySelectorAll('td').forEach((cell, column) => (cell.textContent = texts[column]!));
    });
  }

  #paint(): void {
    if (!this.#answer) return;
    const { exact, estimate, labels } = this.#answer;
    const scale = largestSize(exact, estimate);
    for (const [name, values] of [
      ['exact', exact],
      ['estimate', estimate],
    ] as const) {
      const map = Float32Array.from(labels, (cell) => values[cell]!);
      paintRelevance(this.querySelector(`[data-of="${name}"] canvas`)!, map, scale);
    }
    this.write('[data-scale]', `both ${formatScale(scale)}`);
  }
}

customElements.define('shapley-sampling', ShapleySampling);
