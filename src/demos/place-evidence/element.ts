import { GLYPH_SIDE } from '../../../compute/datasets/planted/glyphs.ts';
import { SIDE } from '../../../compute/datasets/planted/scene.ts';
import { formatNumber, formatProbability, formatScale } from '../../results/numberFormat.ts';
import { AddressState } from '../address/addressState.ts';
import { paintGrey, paintRelevance, whenThemeChanges } from '../canvas/paint.ts';
import { ARROWS, placeOn } from '../canvas/placeOn.ts';
import { showClassBars } from '../class-bars/classBars.ts';
import { probabilities } from '../class-bars/probabilities.ts';
import { DemoElement } from '../demo-element/demoElement.ts';
import { METHOD_IDS, type CompareAnswer, type MethodId } from '../worker/messages.ts';
import { sharedWorker } from '../worker/shared.ts';
import { overlaps } from './overlap.ts';
import type { PlaceEvidenceSettings } from './settings.ts';
import {
  placedImage,
  placeWithin,
  stateOfScene,
  stateOfText,
  textOfState,
  type PlacedImage,
  type PlaceEvidenceState,
} from './state.ts';

/** Training places evidence at every second row and column; with Shift the reader may leave them. */
const PLACE_STEP = 2;

/**
 * `<place-evidence>`: an image whose evidence the reader moves, class bars, and the maps of three
 * methods beside what they ought to find. Its markup comes from src/components/PlaceEvidence.astro and
 * is complete without this script; code, weights and engine are loaded when the reader first touches
 * it. After every explanation it sends an event `explained` whose detail is the worker's answer, with
 * the state.
 */
class PlaceEvidence extends DemoElement {
  protected readonly loads = 'load';
  readonly #settings = JSON.parse(this.dataset['settings']!) as PlaceEvidenceSettings;
  readonly #address = new AddressState('evidence');
  #state: PlaceEvidenceState = stateOfScene(this.#settings.scene);
  #maps: CompareAnswer['maps'] | undefined;

  protected enliven(): void {
    this.#moveWithPointer();
    this.#moveWithKeys();
    this.listen('[data-glyphs]', 'change', ({ target }) =>
      this.#set({ label: Number((target as HTMLInputElement).value) }),
    );
    this.listen('[data-contrast]', 'input', ({ target }) =>
      this.#set({ contrast: Number((target as HTMLInputElement).value) }),
    );
    this.listen('[data-scene]', 'click', () => {
      const { scene, label } = this.#state;
      this.#set(stateOfScene((scene + 1) % this.#settings.scenes, label));
    });
    whenThemeChanges(() => this.#paintMaps());
    const shared = this.#address.read();
    const state = shared === undefined ? undefined : stateOfText(shared);
    if (state && state.scene < this.#settings.scenes) this.#set(state);
  }

  #moveWithPointer(): void {
    const pad = this.pad;
    let held = false;
    const move = (event: PointerEvent): void => {
      const step = event.shiftKey ? 1 : PLACE_STEP;
      const [left, top] = placeOn(pad, event).map((middle) =>
        placeWithin(Math.round((middle - GLYPH_SIDE / 2) / step) * step),
      ) as [number, number];
      if (left !== this.#state.left || top !== this.#state.top) this.#set({ left, top });
    };
    pad.addEventListener('pointerdown', (event) => {
      pad.setPointerCapture(event.pointerId);
      held = true;
      move(event);
    });
    pad.addEventListener('pointermove', (event) => {
      if (held) move(event);
    });
    for (const end of ['pointerup', 'pointercancel'] as const) {
      pad.addEventListener(end, () => (held = false));
    }
  }

  #moveWithKeys(): void {
    this.pad.addEventListener('keydown', (event) => {
      const arrow = ARROWS[event.key];
      if (!arrow) return;
      event.preventDefault();
      const step = event.shiftKey ? 1 : PLACE_STEP;
      this.#set({
        left: placeWithin(this.#state.left + step * arrow[0]),
        top: placeWithin(this.#state.top + step * arrow[1]),
      });
    });
  }

  #set(change: Partial<PlaceEvidenceState>): void {
    this.#state = { ...this.#state, ...change };
    const { label, contrast } = this.#state;
    paintGrey(this.pad, placedImage(this.#state).image);
    this.#outline(this.#state);
    this.querySelector<HTMLInputElement>(`[data-glyphs] [value="${label}"]`)!.checked = true;
    this.querySelector<HTMLInputElement>('[data-contrast]')!.value = String(contrast);
    this.#address.write(textOfState(this.#state));
    this.update();
  }

  /** Shows where the evidence is. */
  #outline({ top, left }: Pick<PlaceEvidenceState, 'top' | 'left'>): void {
    this.style.setProperty('--evidence-top', String(top / SIDE));
    this.style.setProperty('--evidence-left', String(left / SIDE));
  }

  /** The example that stands there again has its evidence elsewhere than the reader put it. */
  protected override showProblem(error: unknown): void {
    super.showProblem(error);
    this.#outline(stateOfScene(this.#settings.scene));
  }

  protected async answer(): Promise<CustomEvent> {
    const state = this.#state;
    const placed = placedImage(state);
    const { seed, composite, segments } = this.#settings;
    const answer = await sharedWorker.ask({
      kind: 'explain-by-all',
      network: this.model,
      image: placed.image,
      composite,
      segments: { ...segments, seed, index: state.scene },
    });
    this.#show(answer, placed, state);
    return new CustomEvent('explained', { detail: { ...answer, state } });
  }

  #show(answer: CompareAnswer, { mask }: PlacedImage, state: PlaceEvidenceState): void {
    this.#maps = answer.maps;
    this.#paintMaps();
    const shares = probabilities(answer.logits);
    showClassBars(this, shares, answer.target);
    const found = METHOD_IDS.map((method) => {
      const values = overlaps(answer.maps[method], mask);
      this.#ofMethod(method, '[data-overlap]').forEach((cell, metric) => {
        cell.textContent = formatNumber(values[metric]!, 'percent', 0);
      });
      return `${this.#settings.titles[method]} ${formatNumber(values[0]!, 'percent', 0)}`;
    });
    this.say(this.#summary(shares, answer.target, state, found));
  }

  #ofMethod(method: MethodId, selector: string): NodeListOf<HTMLElement> {
    return this.querySelectorAll<HTMLElement>(`[data-method="${method}"] ${selector}`);
  }

  #paintMaps(): void {
    if (!this.#maps) return;
    for (const method of METHOD_IDS) {
      const canvas = this.#ofMethod(method, 'canvas')[0] as HTMLCanvasElement;
      const scale = paintRelevance(canvas, this.#maps[method]);
      this.#ofMethod(method, '[data-scale]')[0]!.textContent = formatScale(scale);
    }
  }

  #summary(
    shares: readonly number[],
    predicted: number,
    { label, top, left }: PlaceEvidenceState,
    found: readonly string[],
  ): string {
    const { classNames } = this.#settings;
    const answer = `The network says ${classNames[predicted]!}, ${formatProbability(shares[predicted]!)}`;
    const verdict =
      predicted === label ? 'which is right' : `but the class is ${classNames[label]!}`;
    return (
      `${answer}, ${verdict}. The evidence begins at row ${top + 1}, column ${left + 1}. ` +
      `Of its most relevant pixels, as many as the evidence has, lie on it: ${found.join(', ')}.`
    );
  }
}

customElements.define('place-evidence', PlaceEvidence);
