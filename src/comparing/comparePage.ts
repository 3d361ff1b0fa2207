import type { MovedNumber } from '../../compute/results/movedNumbers.ts';
import {
  compareSets,
  type ChangedStep,
  type ComparedFile,
  type ComparedSets,
} from './compareSets.ts';
import { readResultFile, type ResultFile } from './resultFile.ts';

/** Rows of the table; what is beyond its interval comes first. */
const MOST_ROWS = 300;

/** Choices of a side beside single files of the report, which are addresses. */
const OWN_FILES = 'own';
const WHOLE_REPORT = 'report';

/** The two sides of `/compare/` and what follows from them. Nothing leaves the page. */
export class ComparePage {
  readonly #root: HTMLElement;
  readonly #sides: readonly HTMLElement[];
  readonly #own: [readonly ResultFile[], readonly ResultFile[]] = [[], []];
  #turn = 0;

  constructor(root: HTMLElement) {
    this.#root = root;
    this.#sides = [...root.querySelectorAll<HTMLElement>('[data-side]')];
    this.#sides.forEach((side, place) => this.#listen(side, place as 0 | 1));
    root
      .querySelector('[data-only-outside]')!
      .addEventListener('change', () => void this.#compare());
    void this.#compare();
  }

  #listen(side: HTMLElement, place: 0 | 1): void {
    const input = side.querySelector<HTMLInputElement>('input[type="file"]')!;
    const choice = side.querySelector('select')!;
    choice.addEventListener('change', () => {
      side.classList.toggle('own', choice.value === OWN_FILES);
      void this.#compare();
    });
    side.classList.toggle('own', choice.value === OWN_FILES);
    input.addEventListener('change', () => void this.#take(place, input.files));
    side.addEventListener('dragover', (event) => event.preventDefault());
    side.addEventListener('drop', (event) => {
      event.preventDefault();
      choice.value = OWN_FILES;
      side.classList.add('own');
      void this.#take(place, event.dataTransfer?.files ?? null);
    });
  }

  async #take(place: 0 | 1, files: FileList | null): Promise<void> {
    if (!files || files.length === 0) return;
    const names = this.#sides[place]!.querySelector('[data-names]')!;
    try {
      const texts = await Promise.all([...files].map((file) => file.text()));
      this.#own[place] = texts.map((text, at) => readResultFile(files[at]!.name, text));
      names.textContent = this.#own[place].map(({ study, name }) => `${study}/${name}`).join(', ');
    } catch (error) {
      this.#own[place] = [];
      names.textContent = (error as Error).message;
    }
    await this.#compare();
  }

  async #compare(): Promise<void> {
    const turn = ++this.#turn;
    try {
      const choices = this.#sides.map((side) => side.querySelector('select')!.value);
      const sets = await Promise.all([
        this.#filesOf(choices[0]!, 0, choices[1]!),
        this.#filesOf(choices[1]!, 1, choices[0]!),
      ]);
      if (turn !== this.#turn) return;
      if (sets.some((set) => set.length === 0)) this.#show('Choose both sides.');
      else this.#showComparison(compareSets(...sets));
    } catch (error) {
      this.#show((error as Error).message);
    }
  }

  /** Of the whole report, only what the other side has a counterpart of. */
  async #filesOf(choice: string, place: 0 | 1, other: string): Promise<readonly ResultFile[]> {
    if (choice === OWN_FILES) return this.#own[place];
    if (choice !== WHOLE_REPORT) return [await fetchResult(choice)];
    const wanted = other === OWN_FILES ? this.#own[1 - place]! : [];
    const options = [...this.#root.querySelectorAll<HTMLOptionElement>('option[data-study]')];
    const addresses = new Set(
      options
        .filter(({ dataset, text }) =>
          wanted.some(({ study, name }) => study === dataset['study'] && name === text),
        )
        .map(({ value }) => value),
    );
    return Promise.all([...addresses].map(fetchResult));
  }

  #showComparison({ files, steps, comparedSteps, onlyBefore, onlyAfter }: ComparedSets): void {
    const moved = files.flatMap(({ moved: numbers }) => numbers);
    const outside = moved.filter((number) => number.outside).length;
    const numbers = files.reduce((sum, file) => sum + file.numbers, 0);
    const parts = [
      ...(files.length > 0
        ? [
            `${count(numbers, 'number')} compared, ${moved.length} moved, ${outside} beyond their intervals.`,
          ]
        : []),
      ...(comparedSteps > 0
        ? [`${count(comparedSteps, 'step')} compared, ${steps.length} differ.`]
        : []),
      ...(onlyBefore.length > 0 ? [`Without a counterpart: ${onlyBefore.join(', ')}.`] : []),
      ...(onlyAfter.length > 0 ? [`New: ${onlyAfter.join(', ')}.`] : []),
    ];
    const rows = files.flatMap(rowsOf).sort((a, b) => Number(b.outside) - Number(a.outside));
    const only = this.#root.querySelector<HTMLInputElement>('[data-only-outside]')!.checked;
    const shown = only ? rows.filter((row) => row.outside) : rows;
    if (shown.length > MOST_ROWS) parts.push(`The first ${MOST_ROWS} are shown.`);
    this.#show(
      parts.join(' '),
      shown.slice(0, MOST_ROWS).map(({ cells, outside: beyond }) => rowOf(cells, beyond)),
      steps.map(rowOfStep),
    );
  }

  #show(summary: string, numbers: readonly Node[] = [], steps: readonly Node[] = []): void {
    this.#root.querySelector('[data-summary]')!.textContent = summary;
    for (const [name, rows] of [['numbers', numbers] as const, ['steps', steps] as const]) {
      const table = this.#root.querySelector<HTMLElement>(`[data-${name}]`)!;
      table.hidden = rows.length === 0;
      table.querySelector('tbody')!.replaceChildren(...rows);
    }
  }
}

async function fetchResult(address: string): Promise<ResultFile> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address} could not be loaded (${response.status}).`);
  return readResultFile(address.split('/').at(-1)!, await response.text());
}

function rowsOf({ name, moved }: ComparedFile) {
  return moved.map((number) => ({ cells: cellsOf(name, number), outside: number.outside }));
}

function cellsOf(
  file: string,
  { field, before, after, intervals, outside }: MovedNumber,
): string[] {
  const interval = (side: 'before' | 'after') =>
    intervals ? ` [${intervals[side].low}, ${intervals[side].high}]` : '';
  const verdict = intervals ? (outside ? 'beyond' : 'within') : 'no interval';
  return [file, field, `${before}${interval('before')}`, `${after}${interval('after')}`, verdict];
}

function rowOfStep({ name, changed, files }: ChangedStep): Node {
  return rowOf([name, changed.join(', ') || 'nothing', files.join(', ') || 'none']);
}

function rowOf([head, ...cells]: readonly string[], marked = false): Node {
  const row = document.createElement('tr');
  row.classList.toggle('beyond', marked);
  const title = document.createElement('th');
  title.scope = 'row';
  title.textContent = head!;
  row.append(title);
  for (const text of cells) row.insertCell().textContent = text;
  return row;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
