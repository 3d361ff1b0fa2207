import type { Engine } from '../engine/engine.ts';
import type { EngineSource } from './project.ts';

/** An engine that is started when the first step has to be computed. */
export class StartedEngine {
  readonly #source: EngineSource;
  #engine: Promise<Engine> | undefined;

  constructor(source: EngineSource) {
    this.#source = source;
  }

  /** What the engine is, or will be. Another one than announced may start. */
  async runtime(): Promise<string> {
    return this.#engine ? (await this.#engine).description : this.#source.describe();
  }

  start(): Promise<Engine> {
    return (this.#engine ??= this.#source.start());
  }
}
