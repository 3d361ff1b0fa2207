import { formatScale } from '../../results/numberFormat.ts';
import { AddressState } from '../address/addressState.ts';
import { paintGrey, paintRelevance, whenThemeChanges } from '../canvas/paint.ts';
import { DemoElement } from '../demo-element/demoElement.ts';
import { galleryImage } from '../gallery/galleryImage.ts';
import { sharedWorker } from '../worker/shared.ts';
import {
  PARAMETERS,
  PRESETS,
  presetOf,
  ruleChoice,
  SITES,
  type RuleChoice,
  type RuleChoices,
  type RuleKind,
  type Site,
} from './choice.ts';
import { flowOf } from './flow.ts';
import type { RulesAnswer } from './question.ts';
import type { LrpRulesSettings } from './settings.ts';
import { stateOfText, textOfState, type LrpRulesState } from './state.ts';
import { ledgerCells, parameterWords, summary } from './words.ts';

/**
 * `<lrp-rules>`: an image, a rule for every kind of layer, the map under these rules, and the ledger of
 * relevance as a stream. Its markup comes from src/components/LrpRules.astro and is complete without
 * this script; code, weights and engine are loaded when the reader first touches it. After every answer
 * it sends an event `explained` whose detail is the worker's answer, with the state.
 */
class LrpRules extends DemoElement {
  protected readonly loads = 'load';
  readonly #settings = JSON.parse(this.dataset['settings']!) as LrpRulesSettings;
  readonly #address = new AddressState('rules');
  #state: LrpRulesState = {
    position: this.#settings.position,
    choices: PRESETS[this.#settings.composite]!,
  };
  #relevance: Float32Array | undefined;

  protected enliven(): void {
    this.listen('[data-pick]', 'change', ({ target }) =>
      this.#set({ position: Number((target as HTMLSelectElement).value) }),
    );
    this.listen('[data-preset]', 'change', ({ target }) => {
      const preset = PRESETS[(target as HTMLSelectElement).value];
      if (preset) this.#set({ choices: preset });
    });
    for (const site of SITES) {
      this.listen(`[data-rule="${site}"]`, 'change', ({ target }) =>
        this.#choose(site, ruleChoice((target as HTMLSelectElement).value as RuleKind)),
      );
      this.listen(`[data-parameter="${site}"]`, 'input', ({ target }) => {
        const { kind } = this.#state.choices[site];
        const parameter = PARAMETERS[kind][Number((target as HTMLInputElement).value)]!;
        this.#choose(site, { kind, parameter });
      });
    }
    whenThemeChanges(() => {
      if (this.#relevance) paintRelevance(this.#map, this.#relevance);
    });
    const shared = stateOfText(this.#address.read() ?? '', this.#settings.images);
    if (shared) this.#set(shared);
  }

  get #map(): HTMLCanvasElement {
    return this.querySelector<HTMLCanvasElement>('[data-map]')!;
  }

  #choose(site: Site, choice: RuleChoice): void {
    this.#set({ choices: { ...this.#state.choices, [site]: choice } });
  }

  #set(change: Partial<LrpRulesState>): void {
    this.#state = { ...this.#state, ...change };
    this.querySelector<HTMLSelectElement>('[data-pick]')!.value = String(this.#state.position);
    this.#showChoices(this.#state.choices);
    this.#address.write(textOfState(this.#state));
    this.update();
  }

  #showChoices(choices: RuleChoices): void {
    this.querySelector<HTMLSelectElement>('[data-preset]')!.value = presetOf(choices) ?? '';
    for (const site of SITES) {
      const { kind, parameter } = choices[site];
      this.querySelector<HTMLSelectElement>(`[data-rule="${site}"]`)!.value = kind;
      const slider = this.querySelector<HTMLInputElement>(`[data-parameter="${site}"]`)!;
      slider.disabled = PARAMETERS[kind].length === 0;
      slider.max = String(Math.max(1, PARAMETERS[kind].length - 1));
      slider.value = String(PARAMETERS[kind].indexOf(parameter));
      const words = parameterWords(choices[site]);
      slider.setAttribute('aria-valuetext', words);
      this.write(`[data-words="${site}"]`, words);
    }
  }

  protected async answer(): Promise<CustomEvent> {
    const { position, choices } = this.#state;
    const image = await galleryImage(this.dataset['images']!, position);
    paintGrey(this.pad, image);
    const answer = await sharedWorker.ask({
      kind: 'lrp-by-rules',
      network: this.model,
      image,
      choices,
    });
    this.#show(answer);
    return new CustomEvent('explained', { detail: { ...answer, position, choices } });
  }

  #show(answer: RulesAnswer): void {
    this.#relevance = answer.relevance;
    const scale = paintRelevance(this.#map, answer.relevance);
    this.write('[data-scale]', formatScale(scale));
    this.querySelector('[data-flow]')!.innerHTML = flowOf(answer.ledger);
    this.querySelectorAll('[data-ledger] tr').forEach((row, place) => {
      const cells = ledgerCells(answer.ledger[place]!);
      row.querySelectorAll('th, td').forEach((cell, column) => {
        cell.textContent = cells[column]!;
      });
    });
    this.say(summary(answer, this.#settings.classNames));
  }
}

customElements.define('lrp-rules', LrpRules);
