import type { Engine } from '../engine/engine.ts';
import type { Project } from './project.ts';

/** The engine of one command, started when the first step has to be computed. */
export class StartedEngine {
  readonly #project: Project;
  #engine: Promise<Engine> | undefined;

  constructor(project: Project) {
    this.#project = project;
  }

  /** What the engine is, or will be. Another one than announced may start. */
  async runtime(): Promise<string> {
    return this.#engine ? (await this.#engine).description : this.#project.engine.describe();
  }

  start(): Promise<Engine> {
    return (this.#engine ??= this.#project.engine.start());
  }
}
