import { formatScale } from '../../results/numberFormat.ts';
import { paintRelevance, whenThemeChanges } from '../canvas/paint.ts';
import type { MethodId } from '../worker/messages.ts';
import { SHOWN_METHODS, tableCells, type AnsweredMaps, type MethodMap } from './words.ts';

/**
 * The maps of the three methods in the panes `[data-method]` of a demo, and in numbers in its rows
 * `[data-row]`; what is not there yet is pale, and `…` in the table.
 */
export class MethodMaps {
  readonly #host: HTMLElement;
  readonly #maps = new Map<MethodId, MethodMap>();

  constructor(host: HTMLElement) {
    this.#host = host;
    whenThemeChanges(() => this.#paint());
  }

  get answered(): AnsweredMaps {
    return this.#maps;
  }

  /** Begins anew with the map of LRP, which is there first: the others were of what was there before. */
  begin(relevance: Float32Array): void {
    this.#maps.clear();
    this.add('lrp', {
      map: relevance,
      sum: relevance.reduce((total, value) => total + value, 0),
    });
  }

  add(method: MethodId, map: MethodMap): void {
    this.#maps.set(method, map);
    this.#paint();
    for (const id of SHOWN_METHODS) {
      const cells = this.#host.querySelectorAll(`[data-row="${id}"] td`);
      tableCells(id, this.#maps.get(id)).forEach((text, column) => {
        cells[column]!.textContent = text;
      });
    }
  }

  #paint(): void {
    for (const method of SHOWN_METHODS) {
      const pane = this.#host.querySelector(`[data-method="${method}"]`)!;
      const shown = this.#maps.get(method);
      pane.classList.toggle('pending', shown === undefined);
      if (!shown) continue;
      const canvas = pane.querySelector<HTMLCanvasElement>('canvas[data-map]')!;
      const scale = paintRelevance(canvas, shown.map);
      pane.querySelector('[data-scale]')!.textContent = formatScale(scale);
    }
  }
}
