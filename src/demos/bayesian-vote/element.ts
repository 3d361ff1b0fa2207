import { formatProbability } from '../../results/numberFormat.ts';
import { AddressState } from '../address/addressState.ts';
import { paintGrey } from '../canvas/paint.ts';
import { DemoElement } from '../demo-element/demoElement.ts';
import { drawLine, emptyDrawing, type Drawing } from '../drawing-pad/drawing.ts';
import { drawOn } from '../drawing-pad/drawOn.ts';
import { sharedWorker } from '../worker/shared.ts';
import { isReadyInput, readyImage, type ReadyInput } from './readyInputs.ts';
import type { BayesianVoteSettings } from './settings.ts';
import {
  answerOf,
  imageOf,
  initialState,
  opinionsOn,
  scoreOf,
  stateOfText,
  textOfState,
  votesByClass,
  type BayesianVoteState,
  type RuleId,
  type Vote,
} from './state.ts';
import { stripOf } from './view.ts';
import { inNats, summary, verdict } from './words.ts';

/**
 * `<bayesian-vote>`: a pad to draw on, what sampled networks say of the drawing, and a rule that may
 * refuse to answer. Its markup comes from src/components/BayesianVote.astro and is complete without
 * this script; code, weights and engine are loaded when the reader first touches it. After every vote
 * it sends an event `voted` whose detail is the worker's answer, with the image.
 */
class BayesianVote extends DemoElement {
  protected readonly loads = 'load-posterior';
  readonly #settings = JSON.parse(this.dataset['settings']!) as BayesianVoteSettings;
  readonly #address = new AddressState('vote');
  #state: BayesianVoteState = initialState('entropy', this.#settings.rules.entropy.threshold);
  #vote: Vote | undefined;

  protected enliven(): void {
    drawOn(this.pad, this, (from, to, ink) => {
      const { ready, drawing } = this.#state;
      const next = ready ? emptyDrawing() : drawing.slice();
      drawLine(next, from, to, ink);
      this.#redraw(next);
    });
    this.listen('[data-clear]', 'click', () => this.#redraw(emptyDrawing()));
    this.listen('[data-input]', 'change', ({ target }) => {
      const { value } = target as HTMLSelectElement;
      if (isReadyInput(value)) this.#take(value);
    });
    this.listen('[data-rule]', 'change', ({ target }) =>
      this.#offer((target as HTMLSelectElement).value as RuleId),
    );
    this.listen('[data-threshold]', 'input', ({ target }) => {
      this.#decide({ threshold: Number((target as HTMLInputElement).value) });
    });
    const shared = stateOfText(this.#address.read() ?? '');
    if (!shared) return;
    this.#offer(shared.rule, shared.threshold);
    if (shared.ready) this.#take(shared.ready);
  }

  #take(ready: ReadyInput): void {
    const digit = Float32Array.from(this.#settings.digit, (level) => level / 255);
    this.#redraw(readyImage(ready, digit), ready);
  }

  #redraw(drawing: Drawing, ready?: ReadyInput): void {
    this.querySelector<HTMLSelectElement>('[data-input]')!.value = ready ?? '';
    paintGrey(this.pad, drawing);
    this.#state = { ...this.#state, drawing, ready };
    this.#address.write(textOfState(this.#state));
    this.update();
  }

  /** Sets the slider to the scale and the threshold of a rule. */
  #offer(rule: RuleId, threshold = this.#settings.rules[rule].threshold): void {
    const slider = this.querySelector<HTMLInputElement>('[data-threshold]')!;
    slider.max = String(this.#settings.rules[rule].most);
    slider.value = String(threshold);
    this.querySelector<HTMLSelectElement>('[data-rule]')!.value = rule;
    this.#decide({ rule, threshold });
  }

  /** Applies the rule to the vote that is there; the networks need not be asked again. */
  #decide(change: Partial<BayesianVoteState>): void {
    this.#state = { ...this.#state, ...change };
    this.#address.write(textOfState(this.#state));
    if (this.#vote) this.#showVerdict(this.#vote);
    // The example that stands there is the ready digit.
    else this.#take('digit');
  }

  protected async answer(): Promise<CustomEvent> {
    const posterior = this.model;
    const image = imageOf(this.#state);
    const { networks, seed } = this.#settings;
    const answer = await sharedWorker.ask({ kind: 'vote', posterior, image, networks, seed });
    this.#vote = answer;
    this.#showVotes(answer);
    this.#showVerdict(answer);
    return new CustomEvent('voted', { detail: { ...answer, image } });
  }

  #showVotes(vote: Vote): void {
    const counts = votesByClass(vote);
    this.querySelectorAll<HTMLElement>('[data-class]').forEach((row, label) => {
      row.querySelector('[data-strip]')!.innerHTML = stripOf(opinionsOn(label, vote));
      row.querySelector('[data-votes]')!.textContent = String(counts[label]!);
      row.querySelector('[data-share]')!.textContent = formatProbability(vote.mean[label]!);
    });
    this.write('[data-entropy]', inNats(vote.entropy));
    this.write('[data-mutual-information]', inNats(vote.mutualInformation));
  }

  #showVerdict(vote: Vote): void {
    const { rule, threshold } = this.#state;
    const answer = answerOf(rule, threshold, vote);
    const { most } = this.#settings.rules[rule];
    this.querySelectorAll('[data-class]').forEach((row, label) =>
      row.classList.toggle('answered', label === answer),
    );
    this.querySelector('[data-verdict]')!.classList.toggle('refused', answer === undefined);
    this.write('[data-verdict]', verdict(rule, threshold, vote, this.#settings));
    this.write('[data-chosen]', inNats(threshold));
    this.style.setProperty('--score', String(Math.min(1, scoreOf(rule, vote) / most)));
    this.say(summary(rule, threshold, vote, this.#settings));
  }
}

customElements.define('bayesian-vote', BayesianVote);
