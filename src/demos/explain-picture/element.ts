import { formatNumber } from '../../results/numberFormat.ts';
import { AddressState } from '../address/addressState.ts';
import { AtRest } from '../at-rest/atRest.ts';
import { paintColour } from '../canvas/paint.ts';
import { showClassBars } from '../class-bars/classBars.ts';
import { probabilities } from '../class-bars/probabilities.ts';
import { DemoElement } from '../demo-element/demoElement.ts';
import { galleryScores, paintCells } from '../gallery/galleryScores.ts';
import { MethodMaps } from '../method-maps/methodMaps.ts';
import { summary, type MethodMap } from '../method-maps/words.ts';
import {
  SEGMENT_METHOD_IDS,
  type ExplainAnswer,
  type SegmentMethodId,
} from '../worker/messages.ts';
import { sharedWorker } from '../worker/shared.ts';
import { decodePicture, galleryPicture } from './decodePicture.ts';
import { evaluationsInPage, type ExplainPictureSettings } from './settings.ts';
import { stateOfText, textOfState, type ExplainPictureState, type NetworkId } from './state.ts';

/**
 * `<explain-picture>`: an image of the gallery or a picture of the reader's own, which never leaves the
 * page, with class bars and the maps of three methods, by a small network or by that of the study. Its
 * markup comes from src/components/ExplainPicture.astro and is complete without this script; code, weights
 * and engine are loaded when the reader first touches it. After every answer it sends an event: `explained`
 * with the worker's answer and the image, or `explained-by-segments` with the maps of the two other methods.
 */
class ExplainPicture extends DemoElement {
  protected readonly loads = 'load-rounded';
  readonly #settings = JSON.parse(this.dataset['settings']!) as ExplainPictureSettings;
  readonly #address = new AddressState('picture');
  readonly #rest = new AtRest();
  readonly #maps = new MethodMaps(this);
  #state: ExplainPictureState = {
    position: this.#settings.position,
    target: null,
    network: 'small',
  };
  #own: Float32Array | undefined;
  /** Calls off what is still worked out for a state that is no more. */
  #work = new AbortController();

  protected override get model(): string {
    return this.#settings.networks[this.#state.network].header;
  }

  protected override get binary(): string {
    return this.#settings.networks[this.#state.network].binary;
  }

  protected enliven(): void {
    this.#menu('pick').options[0]!.disabled = true;
    this.listen('[data-pick]', 'change', () => {
      const { value } = this.#menu('pick');
      this.#set({ position: value === '' ? null : Number(value) });
    });
    this.listen('[data-target]', 'change', () => {
      const { value } = this.#menu('target');
      this.#set({ target: value === '' ? null : Number(value) });
    });
    this.listen('[data-network]', 'change', () =>
      this.#set({ network: this.#menu('network').value as NetworkId }),
    );
    this.listen('[data-file]', 'change', ({ target }) =>
      this.#take((target as HTMLInputElement).files),
    );
    this.addEventListener('paste', ({ clipboardData }) => this.#take(clipboardData?.files));
    this.addEventListener('dragover', (event) => event.preventDefault());
    this.addEventListener('drop', (event) => {
      event.preventDefault();
      this.#take(event.dataTransfer?.files);
    });
    const { classNames, predicted } = this.#settings;
    const text = this.#address.read() ?? '';
    const shared = stateOfText(text, predicted.length, classNames.length);
    if (shared) this.#set(shared);
  }

  #menu(name: string): HTMLSelectElement {
    return this.querySelector<HTMLSelectElement>(`[data-${name}]`)!;
  }

  /** Takes the reader's own picture; what is no picture changes nothing. */
  #take(files: FileList | null | undefined): void {
    const file = files?.[0];
    if (!file) return;
    decodePicture(file, file.name, this.#settings.side).then(
      (picture) => {
        this.#own = picture;
        this.#menu('pick').options[0]!.disabled = false;
        this.#set({ position: null });
      },
      (error: unknown) => this.write('[data-problem]', (error as Error).message),
    );
  }

  #set(change: Partial<ExplainPictureState>): void {
    this.#state = { ...this.#state, ...change };
    this.#menu('pick').value = String(this.#state.position ?? '');
    this.#menu('target').value = String(this.#state.target ?? '');
    this.#menu('network').value = this.#state.network;
    this.#address.write(textOfState(this.#state));
    this.#rest.moved();
    this.#work.abort();
    this.#work = new AbortController();
    this.update();
  }

  protected override loading(share: number): void {
    this.classList.toggle('loading', share < 1);
    this.querySelector<HTMLProgressElement>('[data-loading]')!.value = share;
  }

  protected async answer(): Promise<CustomEvent> {
    const [state, network, { signal }] = [this.#state, this.model, this.#work];
    const image = await this.#image(state);
    const answer = await sharedWorker.ask({
      kind: 'explain-by-lrp',
      network,
      image,
      target: state.target,
      composite: this.#settings.composite,
    });
    this.querySelectorAll<HTMLCanvasElement>('[data-pad], [data-under]').forEach((canvas) =>
      paintColour(canvas, image),
    );
    this.#maps.begin(answer.relevance);
    showClassBars(this, probabilities(answer.logits), answer.target);
    this.#say(answer);
    // Unless something else has been asked meanwhile, whose own answer comes next.
    if (!signal.aborted) {
      this.#rest.plan(() => this.#explainBySegments(state, image, answer, signal));
    }
    return new CustomEvent('explained', { detail: { ...answer, image } });
  }

  #image({ position }: ExplainPictureState): Promise<Float32Array> {
    return position === null
      ? Promise.resolve(this.#own!)
      : galleryPicture(this.#settings.images[position]!);
  }

  async #explainBySegments(
    state: ExplainPictureState,
    image: Float32Array,
    answer: ExplainAnswer,
    signal: AbortSignal,
  ): Promise<void> {
    const found: Partial<Record<SegmentMethodId, MethodMap>> = {};
    try {
      for (const method of SEGMENT_METHOD_IDS) {
        const map =
          (await this.#ofStudy(state, method, answer.target)) ??
          (await this.#live(state, image, method, answer.target, signal));
        if (signal.aborted) return;
        found[method] = map;
        this.#maps.add(method, map);
        this.#say(answer);
      }
      const detail = { ...found, target: answer.target };
      this.dispatchEvent(new CustomEvent('explained-by-segments', { detail }));
    } catch (error) {
      this.showProblem(error);
    }
  }

  /** What the study published: by its network, of an image of its gallery and the predicted class. */
  async #ofStudy(
    { position, network }: ExplainPictureState,
    method: SegmentMethodId,
    target: number,
  ): Promise<MethodMap | undefined> {
    const { predicted, qualities, side, segments } = this.#settings;
    if (network !== 'study' || position === null || predicted[position] !== target) {
      return undefined;
    }
    const scores = (await galleryScores(this.dataset['scores']!))[method]![position]!;
    return {
      map: paintCells(scores, side, segments.cell),
      sum: scores.reduce((total, score) => total + score, 0),
      quality: qualities[method][position]!,
    };
  }

  #live(
    { network }: ExplainPictureState,
    image: Float32Array,
    method: SegmentMethodId,
    target: number,
    signal: AbortSignal,
  ): Promise<MethodMap> {
    const scale = this.querySelector(`[data-method="${method}"] [data-scale]`)!;
    return sharedWorker.ask(
      {
        kind: 'explain-by-segments',
        network: this.#settings.networks[network].header,
        image,
        method,
        target,
        segments: {
          ...this.#settings.segments,
          evaluations: evaluationsInPage(this.#settings, network),
          index: 0,
        },
        patient: true,
      },
      {
        signal,
        progress: (done) => (scale.textContent = formatNumber(done, 'percent', 0)),
      },
    );
  }

  #say({ logits, target }: ExplainAnswer): void {
    const { classNames } = this.#settings;
    this.say(summary(probabilities(logits), target, classNames, this.#maps.answered));
  }
}

customElements.define('explain-picture', ExplainPicture);
