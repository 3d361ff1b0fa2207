import type { ImageSet } from '../datasets/imageSet.ts';
import { digestOfImages } from './digest.ts';
import type { StepKey } from './fingerprint.ts';
import { readOutput } from './outputs.ts';
import { storeOf, type Project } from './project.ts';
import type { InputReader } from './step.ts';
import { DamagedObject, type Output } from './store.ts';
import { StepError } from './userError.ts';

/** Thrown when an output of another step is needed and is not on this machine, or is damaged. */
export class MissingInput extends Error {
  override readonly name = 'MissingInput';
  /** The step whose output it is. */
  readonly step: string;

  constructor(step: string, cause: Error) {
    super(cause.message, { cause });
    this.step = step;
  }
}

/** Reads what a step declared, and nothing else; checks all of it before and after. */
export class DeclaredInputs implements InputReader {
  readonly #project: Project;
  readonly #key: StepKey;
  readonly #outputs: ReadonlyMap<string, readonly Output[]>;
  readonly #images = new Map<string, ImageSet>();
  readonly #read = new Map<Output, string>();
  #undeclared: StepError | undefined;

  /** @param outputs outputs of the declared steps */
  constructor(project: Project, key: StepKey, outputs: ReadonlyMap<string, readonly Output[]>) {
    this.#project = project;
    this.#key = key;
    this.#outputs = outputs;
  }

  async dataset(name: string): Promise<ImageSet> {
    const expected = this.#key.datasets[name];
    if (expected === undefined) this.#refuse(`data set ${name}`, 'datasets');
    const known = this.#images.get(name);
    if (known !== undefined) return known;
    const set = await this.#project.datasets.load(name);
    if (digestOfImages(set) !== expected) {
      throw this.#error(
        `data set ${name} is not the one it was fingerprinted by (its content digest differs). ` +
          'Check the data folder.',
      );
    }
    this.#images.set(name, set);
    return set;
  }

  async file(step: string, name: string): Promise<Uint8Array> {
    const outputs = this.#outputs.get(step);
    if (outputs === undefined) this.#refuse(`output of step ${step}`, 'steps');
    const output = outputs.find(({ file }) => file === name);
    if (output === undefined) {
      const names = outputs.map(({ file }) => file).join(', ');
      throw this.#error(`step ${step} has no output ${name}; it has ${names}.`);
    }
    this.#read.set(output, step);
    return this.#bytesOf(output, step);
  }

  /** Reads all data sets that are declared, for a process that cannot read them later. */
  async loadDatasets(): Promise<void> {
    for (const name of Object.keys(this.#key.datasets)) await this.dataset(name);
  }

  /**
   * Checks that the step kept to what it declared and left the image sets as they were.
   * @throws StepError also when the step caught the error of an undeclared read and went on
   */
  checkImages(): void {
    if (this.#undeclared !== undefined) throw this.#undeclared;
    for (const [name, set] of this.#images) {
      if (digestOfImages(set) !== this.#key.datasets[name]) {
        throw this.#error(
          `data set ${name} changed while the step ran; its result was discarded. ` +
            'A step must not write into an image set it was given.',
        );
      }
    }
  }

  /**
   * Checks after the run that all that was read, files included, still is what the fingerprint says.
   * @throws MissingInput for a file that went away or changed while the step ran
   */
  async checkUnchanged(): Promise<void> {
    this.checkImages();
    for (const [output, step] of this.#read) await this.#bytesOf(output, step);
  }

  async #bytesOf(output: Output, step: string): Promise<Uint8Array> {
    const { folders } = this.#project;
    try {
      return await readOutput(storeOf(this.#project), folders, this.#key.study, output);
    } catch (error) {
      throw error instanceof DamagedObject ? new MissingInput(step, error) : error;
    }
  }

  #refuse(what: string, field: string): never {
    this.#undeclared = this.#error(
      `reads ${what}, which it does not declare. Add it to \`inputs().${field}\` of the step.`,
    );
    throw this.#undeclared;
  }

  #error(message: string): StepError {
    return new StepError(this.#key.study, this.#key.name, message);
  }
}
