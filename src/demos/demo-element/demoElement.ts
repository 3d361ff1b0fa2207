import { erase } from '../canvas/paint.ts';
import { Announcer } from '../words/announcer.ts';
import { Latest } from '../worker/latest.ts';
import type {
  LoadPosteriorQuestion,
  LoadQuestion,
  LoadRoundedQuestion,
} from '../worker/messages.ts';
import { sharedWorker } from '../worker/shared.ts';

/**
 * What every demo is: markup that is complete without a script, a model that the worker loads when the
 * reader first touches it, answers of which the last one counts, and a problem that leaves the static
 * example as it was. The addresses of the model are in `data-header` and `data-binary`, but for demos that
 * let the reader choose one of several.
 */
export abstract class DemoElement extends HTMLElement {
  readonly #loaded = new Map<string, Promise<unknown>>();
  #announcer: Announcer | undefined;
  readonly #answering = new Latest(
    () => this.#answer(),
    (error) => {
      this.#loaded.clear();
      this.showProblem(error);
    },
  );

  /** The question that loads the model. */
  protected abstract readonly loads: (
    LoadQuestion | LoadRoundedQuestion | LoadPosteriorQuestion
  )['kind'];

  /**
   * Listens to the controls. A state in the address counts as a touch, and is answered at once: who opens
   * a shared address has asked for what it shows.
   */
  protected abstract enliven(): void;

  /** Asks the worker about the present state and shows what it says; the event tells of it. */
  protected abstract answer(): Promise<CustomEvent>;

  /** Told the share of the model that has arrived, where loading it takes long. */
  protected loading?(share: number): void;

  connectedCallback(): void {
    this.classList.add('live');
    this.#announcer = new Announcer(this.querySelector('[data-summary]')!);
    this.enliven();
  }

  /** The name of the model in questions to the worker. */
  protected get model(): string {
    return this.dataset['header']!;
  }

  /** The address of its weights. */
  protected get binary(): string {
    return this.dataset['binary']!;
  }

  protected get pad(): HTMLCanvasElement {
    return this.querySelector<HTMLCanvasElement>('[data-pad]')!;
  }

  protected listen(selector: string, type: string, handle: (event: Event) => void): void {
    this.querySelector(selector)!.addEventListener(type, handle);
  }

  protected write(selector: string, text: string): void {
    this.querySelector(selector)!.textContent = text;
  }

  /** Sums up in words, also for screen readers. */
  protected say(text: string): void {
    this.#announcer!.say(text);
  }

  /** Has the state answered, once what is being answered is done. */
  protected update(): void {
    this.classList.add('touched');
    void this.#answering.run();
  }

  /** Says why the demo does not run, and shows its static example again. */
  protected showProblem(error: unknown): void {
    this.classList.remove('touched');
    // Canvases lie over the example: what was painted on them would hide it.
    for (const canvas of this.querySelectorAll('canvas')) erase(canvas);
    const message = error instanceof Error ? error.message : String(error);
    this.write(
      '[data-problem]',
      `The demo does not run here: ${message} The example above stays as it is.`,
    );
  }

  async #answer(): Promise<void> {
    const { model } = this;
    const loading = this.#loaded.get(model) ?? this.#load();
    this.#loaded.set(model, loading);
    await loading;
    // Another was chosen meanwhile, which is due for an answer of its own.
    if (model !== this.model) return;
    const event = await this.answer();
    this.write('[data-problem]', '');
    this.dispatchEvent(event);
  }

  #load(): Promise<unknown> {
    return sharedWorker.ask(
      { kind: this.loads, header: this.model, binary: this.binary },
      { progress: (share) => this.loading?.(share) },
    );
  }
}
