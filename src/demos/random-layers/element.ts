import { AddressState } from '../address/addressState.ts';
import { paintGrey, paintRelevance, whenThemeChanges } from '../canvas/paint.ts';
import { DemoElement } from '../demo-element/demoElement.ts';
import { galleryImage } from '../gallery/galleryImage.ts';
import { sharedWorker } from '../worker/shared.ts';
import type { RandomLayersSettings } from './settings.ts';
import { MOST_DRAWS, stateOfText, textOfState, type RandomLayersState } from './state.ts';
import { similarityText, summary } from './words.ts';

/**
 * `<random-layers>`: the maps of one image while the layers of the network lose what they have learned,
 * one by one from the top. Its markup comes from src/components/RandomLayers.astro and is complete
 * without this script; code, weights and engine are loaded when the reader first touches it. After every
 * answer it sends an event `explained` whose detail is the worker's answer.
 */
class RandomLayers extends DemoElement {
  protected readonly loads = 'load';
  readonly #settings = JSON.parse(this.dataset['settings']!) as RandomLayersSettings;
  readonly #address = new AddressState('random');
  #state: RandomLayersState = { position: this.#settings.position, draw: 0 };
  #maps: readonly (readonly Float32Array[])[] = [];

  protected enliven(): void {
    this.listen('[data-pick]', 'change', ({ target }) =>
      this.#set({ position: Number((target as HTMLSelectElement).value) }),
    );
    this.listen('[data-draw]', 'click', () =>
      this.#set({ draw: (this.#state.draw + 1) % MOST_DRAWS }),
    );
    whenThemeChanges(() => this.#paint());
    const shared = stateOfText(this.#address.read() ?? '', this.#settings.indices.length);
    if (shared) this.#set(shared);
  }

  #set(change: Partial<RandomLayersState>): void {
    this.#state = { ...this.#state, ...change };
    this.querySelector<HTMLSelectElement>('[data-pick]')!.value = String(this.#state.position);
    this.#address.write(textOfState(this.#state));
    this.update();
  }

  protected async answer(): Promise<CustomEvent> {
    const { position, draw } = this.#state;
    const { composites, segments, indices, titles, classNames } = this.#settings;
    const image = await galleryImage(this.dataset['images']!, position);
    paintGrey(this.pad, image);
    const answer = await sharedWorker.ask({
      kind: 'random-layers',
      network: this.model,
      image,
      composites,
      segments: { ...segments, index: indices[position]! },
      draw,
    });
    this.#maps = answer.maps;
    this.#paint();
    this.querySelectorAll('[data-similarities]').forEach((row, place) => {
      row.querySelectorAll('td').forEach((cell, stage) => {
        cell.textContent = similarityText(answer.similarities[place]![stage]!);
      });
    });
    this.say(summary(answer, titles, classNames));
    return new CustomEvent('explained', { detail: answer });
  }

  /** Every map on its own scale: what counts is its shape. */
  #paint(): void {
    this.querySelectorAll('[data-maps]').forEach((row, place) => {
      row.querySelectorAll('canvas').forEach((canvas, stage) => {
        const map = this.#maps[place]?.[stage];
        if (map) paintRelevance(canvas, map);
      });
    });
  }
}

customElements.define('random-layers', RandomLayers);
