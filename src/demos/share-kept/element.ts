import { AddressState } from '../address/addressState.ts';
import { AtRest } from '../at-rest/atRest.ts';
import { paintGrey } from '../canvas/paint.ts';
import { showClassBars } from '../class-bars/classBars.ts';
import { probabilities } from '../class-bars/probabilities.ts';
import { DemoElement } from '../demo-element/demoElement.ts';
import { SIDE } from '../drawing-pad/drawing.ts';
import { galleryImages } from '../gallery/galleryImage.ts';
import { galleryScores, paintCells } from '../gallery/galleryScores.ts';
import { sharedWorker } from '../worker/shared.ts';
import { recognised } from './curve.ts';
import { curvesOf } from './plot.ts';
import type { DegradeAnswer, FillId, KeepId, Ranking } from './question.ts';
import type { ShareKeptSettings } from './settings.ts';
import {
  curveKey,
  isControl,
  RANKER_IDS,
  stateOfText,
  STEPS,
  textOfState,
  type RankerId,
  type ShareKeptState,
} from './state.ts';
import { shareWords, summary } from './words.ts';

/** The shown image along its curve. */
interface Shown {
  readonly key: string;
  readonly answer: DegradeAnswer;
}

/**
 * `<share-kept>`: an image of which a share of the pixels is kept, and how many of all images are still
 * recognised, by who ranks the pixels. Its markup comes from src/components/ShareKept.astro and is
 * complete without this script; code, weights and engine are loaded when the reader first touches it.
 * After every answer it sends an event: `degraded` for the image shown, `drew-curve` for all images by
 * one ranking.
 */
class ShareKept extends DemoElement {
  protected readonly loads = 'load';
  readonly #settings = JSON.parse(this.dataset['settings']!) as ShareKeptSettings;
  readonly #address = new AddressState('kept');
  readonly #rest = new AtRest();
  /** Images recognised at each share, by ranking, fill and which pixels are kept. */
  readonly #counts = new Map<string, readonly number[]>();
  #state: ShareKeptState = {
    position: this.#settings.position,
    ranker: 'lrp',
    fill: 'salt-and-pepper',
    keep: 'most',
    step: this.#settings.step,
  };
  #shown: Shown | undefined;

  protected enliven(): void {
    const chosen = (event: Event) => (event.target as HTMLSelectElement).value;
    this.listen('[data-pick]', 'change', (event) => this.#set({ position: Number(chosen(event)) }));
    this.listen('[data-ranker]', 'change', (event) =>
      this.#set({ ranker: chosen(event) as RankerId }),
    );
    this.listen('[data-fill]', 'change', (event) => this.#set({ fill: chosen(event) as FillId }));
    this.listen('[data-keep]', 'change', (event) => this.#set({ keep: chosen(event) as KeepId }));
    this.listen('[data-step]', 'input', (event) => this.#set({ step: Number(chosen(event)) }));
    const shared = stateOfText(this.#address.read() ?? '', this.#settings.indices.length);
    if (shared) this.#set(shared);
  }

  #set(change: Partial<ShareKeptState>): void {
    this.#state = { ...this.#state, ...change };
    const { position, ranker, fill, keep, step } = this.#state;
    for (const [name, value] of Object.entries({ pick: position, ranker, fill, keep, step })) {
      this.querySelector<HTMLSelectElement | HTMLInputElement>(`[data-${name}]`)!.value =
        String(value);
    }
    this.querySelector('[data-step]')!.setAttribute('aria-valuetext', shareWords(step));
    this.write('[data-share-kept]', shareWords(step));
    this.#address.write(textOfState(this.#state));
    this.update();
  }

  protected async answer(): Promise<CustomEvent> {
    const state = this.#state;
    const key = `${state.position}~${curveKey(state, state.ranker)}`;
    if (this.#shown?.key !== key) {
      const answer = await this.#degrade(state, state.ranker, [state.position]);
      this.#shown = { key, answer };
    }
    this.#show(state, this.#shown.answer);
    this.#rest.plan((current) => this.#drawCurves(state, current));
    const { logits, tensors, milliseconds } = this.#shown.answer;
    return new CustomEvent('degraded', { detail: { logits, tensors, milliseconds, ...state } });
  }

  /** Degrades some images of the gallery. */
  async #degrade(
    { fill, keep }: ShareKeptState,
    ranker: RankerId,
    places: readonly number[],
  ): Promise<DegradeAnswer> {
    const images = await galleryImages(this.dataset['images']!);
    const { seed, indices } = this.#settings;
    return sharedWorker.ask({
      kind: 'degrade-images',
      network: this.model,
      images: places.map((place) => images[place]!),
      indices: places.map((place) => indices[place]!),
      seed,
      ranking: await this.#ranking(ranker, places),
      fill,
      keep,
      steps: STEPS,
    });
  }

  async #ranking(ranker: RankerId, places: readonly number[]): Promise<Ranking> {
    const { composite, cell } = this.#settings;
    if (ranker === 'lrp') return { kind: 'lrp', composite };
    if (isControl(ranker)) return { kind: 'control', id: ranker };
    const scores = (await galleryScores(this.dataset['scores']!))[ranker]!;
    return { kind: 'maps', maps: places.map((place) => paintCells(scores[place]!, SIDE, cell)) };
  }

  #show(state: ShareKeptState, { logits, shown }: DegradeAnswer): void {
    const { classNames, labels, indices } = this.#settings;
    const { step, position, ranker } = state;
    const pixels = shown.length / (STEPS + 1);
    paintGrey(this.pad, shown.subarray(step * pixels, (step + 1) * pixels));
    const classes = classNames.length;
    const shares = probabilities(logits.subarray(step * classes, (step + 1) * classes));
    showClassBars(this, shares, shares.indexOf(Math.max(...shares)));
    this.#showCurves(state);
    const counts = this.#counts.get(curveKey(state, ranker));
    const counted = counts && { recognised: counts[step]!, images: indices.length };
    this.say(summary(state, shares, classNames, labels[position]!, counted));
  }

  /** Draws the curve of the chosen ranking first, then those of the others. */
  async #drawCurves(state: ShareKeptState, current: () => boolean): Promise<void> {
    const { indices, labels, classNames } = this.#settings;
    const all = indices.map((_, place) => place);
    try {
      for (const ranker of [state.ranker, ...RANKER_IDS.filter((id) => id !== state.ranker)]) {
        const key = curveKey(state, ranker);
        if (!this.#counts.has(key)) {
          const answer = await this.#degrade(state, ranker, all);
          this.#counts.set(key, recognised(answer.logits, labels, classNames.length));
          const { logits, milliseconds, tensors } = answer;
          const detail = { ranker, logits, milliseconds, tensors };
          this.dispatchEvent(new CustomEvent('drew-curve', { detail }));
        }
        if (!current()) return;
        if (this.#shown) this.#show(state, this.#shown.answer);
      }
    } catch (error) {
      this.showProblem(error);
    }
  }

  #showCurves(state: ShareKeptState): void {
    const { indices } = this.#settings;
    const curves = new Map<RankerId, readonly number[]>();
    for (const id of RANKER_IDS) {
      const counts = this.#counts.get(curveKey(state, id));
      if (counts) curves.set(id, counts);
      this.write(
        `[data-recognised="${id}"]`,
        counts ? `${counts[state.step]!} of ${indices.length}` : '…',
      );
    }
    this.querySelector('[data-curves]')!.innerHTML = curvesOf(
      curves,
      indices.length,
      state.ranker,
      state.step,
    );
  }
}

customElements.define('share-kept', ShareKept);
