import { formatNumber, formatScale } from '../../results/numberFormat.ts';
import { AddressState } from '../address/addressState.ts';
import { paintGrey, paintRelevance, whenThemeChanges } from '../canvas/paint.ts';
import { DemoElement } from '../demo-element/demoElement.ts';
import { galleryImage } from '../gallery/galleryImage.ts';
import { sharedWorker } from '../worker/shared.ts';
import { histogramOf, scatterOf } from './plots.ts';
import type { LimeStepsAnswer } from './question.ts';
import { SEEDS_AT_ONCE, type LimeStepsSettings } from './settings.ts';
import { MOST_SEEDS, stateOfText, textOfState, type LimeStepsState } from './state.ts';
import { maskRowsOf, seedRowsOf } from './tables.ts';
import { maskWords, placeOf, seedWords, strongestSegment, summary } from './words.ts';

/** Time between two masks while they play. */
const BEAT = 400;

/**
 * `<lime-steps>`: LIME in the order of its steps, mask by mask, with the fit and what other seeds would
 * have made of it. Its markup comes from src/components/LimeSteps.astro and is complete without this
 * script; code, weights and engine are loaded when the reader first touches it. After every answer it
 * sends an event, `explained` or `tried-seeds`, whose detail is the worker's answer.
 */
class LimeSteps extends DemoElement {
  protected readonly loads = 'load';
  readonly #settings = JSON.parse(this.dataset['settings']!) as LimeStepsSettings;
  readonly #address = new AddressState('lime');
  #state: LimeStepsState = {
    position: this.#settings.position,
    evaluations: this.#settings.evaluations,
    seed: 0,
    mask: 0,
  };
  #image: Float32Array | undefined;
  #steps: LimeStepsAnswer | undefined;
  /** Coefficients of the strongest cell, one a seed tried. */
  #tried: number[] = [];
  #playing: ReturnType<typeof setInterval> | undefined;

  protected enliven(): void {
    this.listen('[data-pick]', 'change', ({ target }) =>
      this.#explain({ position: Number((target as HTMLSelectElement).value), mask: 0 }),
    );
    this.listen('[data-evaluations]', 'change', ({ target }) =>
      this.#explain({ evaluations: Number((target as HTMLSelectElement).value), mask: 0 }),
    );
    this.listen('[data-seed]', 'click', () =>
      this.#explain({ seed: (this.#state.seed + 1) % MOST_SEEDS }),
    );
    this.listen('[data-mask]', 'input', ({ target }) =>
      this.#look(Number((target as HTMLInputElement).value)),
    );
    this.listen('[data-next]', 'click', () => this.#next());
    this.listen('[data-play]', 'click', () => this.#play());
    this.listen('[data-more]', 'click', () => void this.#trySeeds());
    this.listen('[data-mask-table]', 'toggle', () => this.#showMaskTable());
    whenThemeChanges(() => this.#paint());
    const shared = stateOfText(this.#address.read() ?? '', this.#settings.indices.length);
    if (shared) this.#explain(shared);
  }

  /** Draws masks anew. */
  #explain(change: Partial<LimeStepsState>): void {
    this.#state = { ...this.#state, ...change };
    this.#steps = undefined;
    this.querySelector<HTMLSelectElement>('[data-pick]')!.value = String(this.#state.position);
    this.querySelector<HTMLSelectElement>('[data-evaluations]')!.value = String(
      this.#state.evaluations,
    );
    this.#address.write(textOfState(this.#state));
    this.update();
  }

  /** Shows another of the masks that were drawn. */
  #look(mask: number): void {
    this.#state = { ...this.#state, mask: mask % this.#state.evaluations };
    this.#address.write(textOfState(this.#state));
    if (this.#steps) this.#showMask(this.#steps);
    else this.update();
  }

  /** The slider tells its mask itself; of a mask that the button turned up, the live text does. */
  #next(): void {
    this.#look(this.#state.mask + 1);
    if (this.#steps) this.say(maskWords(this.#steps, this.#state.mask));
  }

  #play(): void {
    const playing = this.#playing === undefined;
    clearInterval(this.#playing);
    this.#playing = playing ? setInterval(() => this.#look(this.#state.mask + 1), BEAT) : undefined;
    this.write('[data-play]', playing ? 'Stop' : 'Play');
  }

  #segments() {
    const { position, evaluations } = this.#state;
    return {
      ...this.#settings.segments,
      evaluations,
      seed: this.#firstSeed,
      index: this.#settings.indices[position]!,
    };
  }

  protected async answer(): Promise<CustomEvent> {
    const image = await galleryImage(this.dataset['images']!, this.#state.position);
    const answer = await sharedWorker.ask({
      kind: 'lime-steps',
      network: this.model,
      image,
      segments: this.#segments(),
    });
    this.#image = image;
    this.#steps = answer;
    this.#tried = [];
    this.#paint();
    this.#showMask(answer);
    this.#showMaskTable();
    this.#showSeeds(answer);
    this.write('[data-r2]', formatNumber(answer.r2, 'number', 3));
    this.querySelectorAll('[data-coefficient]').forEach((cell, segment) => {
      cell.textContent = formatNumber(answer.coefficients[segment]!);
    });
    this.say(summary(answer, this.#settings.classNames));
    const { target, coefficients, r2, tensors, milliseconds } = answer;
    return new CustomEvent('explained', {
      detail: { target, coefficients, r2, tensors, milliseconds },
    });
  }

  #paint(): void {
    if (!this.#steps) return;
    const { coefficients, labels } = this.#steps;
    const map = Float32Array.from(labels, (segment) => coefficients[segment]!);
    const scale = paintRelevance(this.querySelector<HTMLCanvasElement>('[data-map]')!, map);
    this.write('[data-scale]', formatScale(scale));
  }

  #showMask(steps: LimeStepsAnswer): void {
    const { mask } = this.#state;
    const { masks, labels, coefficients, fitted, values } = steps;
    const start = mask * coefficients.length;
    const shown = Float32Array.from(this.#image!, (value, pixel) =>
      masks[start + labels[pixel]!] ? value : 0,
    );
    paintGrey(this.pad, shown);
    const slider = this.querySelector<HTMLInputElement>('[data-mask]')!;
    slider.max = String(values.length - 1);
    slider.value = String(mask);
    slider.setAttribute('aria-valuetext', maskWords(steps, mask));
    this.write('[data-mask-words]', maskWords(steps, mask));
    this.querySelector('[data-scatter]')!.innerHTML = scatterOf(fitted, values, mask);
  }

  /** A thousand rows are made only where somebody looks at them. */
  #showMaskTable(): void {
    const table = this.querySelector<HTMLDetailsElement>('[data-mask-table]')!;
    if (table.open && this.#steps) {
      table.querySelector('tbody')!.innerHTML = maskRowsOf(this.#steps);
    }
  }

  get #firstSeed(): number {
    return this.#settings.segments.seed + this.#state.seed;
  }

  #showSeeds({ coefficients }: LimeStepsAnswer): void {
    const strongest = strongestSegment(coefficients);
    this.querySelector('[data-histogram]')!.innerHTML = histogramOf(
      this.#tried,
      coefficients[strongest]!,
    );
    const place = placeOf(strongest, coefficients.length);
    this.write('[data-seed-words]', seedWords(this.#tried, place));
    this.querySelector('[data-seed-rows]')!.innerHTML = seedRowsOf(this.#tried, this.#firstSeed);
  }

  /** Lets more seeds draw masks, and adds what they make of the strongest cell. */
  async #trySeeds(): Promise<void> {
    // The first touch may be this: the example is explained before its seeds are.
    if (!this.#steps) {
      this.addEventListener('explained', () => void this.#trySeeds(), { once: true });
      this.update();
      return;
    }
    const steps = this.#steps;
    const first = this.#firstSeed + this.#tried.length;
    try {
      const answer = await sharedWorker.ask({
        kind: 'lime-seeds',
        network: this.model,
        image: this.#image!,
        target: steps.target,
        segments: this.#segments(),
        seeds: Array.from({ length: SEEDS_AT_ONCE }, (_, next) => first + next),
      });
      // Other masks may have been asked for meanwhile.
      if (this.#steps !== steps) return;
      const strongest = strongestSegment(steps.coefficients);
      const segments = steps.coefficients.length;
      for (let seed = 0; seed < SEEDS_AT_ONCE; seed++) {
        this.#tried.push(answer.coefficients[seed * segments + strongest]!);
      }
      this.#showSeeds(steps);
      this.dispatchEvent(new CustomEvent('tried-seeds', { detail: answer }));
    } catch (error) {
      this.showProblem(error);
    }
  }
}

customElements.define('lime-steps', LimeSteps);
