import { longDuration, plannedSeconds, type MeasuredCost, type Work } from './workPlan.ts';

/** The form of a plan in the page: what is typed into it is planned at once. */
export class PlanForm {
  readonly #form: HTMLFormElement;
  readonly #rows: readonly (readonly [row: HTMLElement, cost: MeasuredCost])[];

  /** @param root holds the form, and a row for each method with its cost as JSON */
  constructor(root: HTMLElement) {
    this.#form = root.querySelector('form')!;
    this.#rows = [...root.querySelectorAll<HTMLElement>('[data-cost]')].map(
      (row) => [row, JSON.parse(row.dataset['cost']!) as MeasuredCost] as const,
    );
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
    });
    this.#form.addEventListener('input', () => {
      this.#plan();
    });
    this.#plan();
  }

  #plan(): void {
    const work: Work = {
      images: this.#number('images'),
      evaluations: this.#number('evaluations'),
      multiplyAdds: this.#number('gigaMultiplyAdds') * 1e9,
      processes: this.#number('processes'),
    };
    const whole = this.#form.checkValidity();
    for (const [row, cost] of this.#rows) {
      row.querySelector('[data-planned]')!.textContent = whole
        ? longDuration(plannedSeconds(cost, work))
        : '–';
    }
  }

  #number(name: string): number {
    return (this.#form.elements.namedItem(name) as HTMLInputElement).valueAsNumber;
  }
}
