import { availableParallelism } from 'node:os';
import { InThisProcess, type Computing } from '../pipeline/computing.ts';
import { StartedEngine } from '../pipeline/startedEngine.ts';
import { Hermetic } from '../pipeline/workers/hermetic.ts';
import { InWorkers } from '../pipeline/workers/inWorkers.ts';
import type { EngineSource, Project } from '../pipeline/project.ts';
import type { Study } from '../pipeline/step.ts';
import type { CommandContext, ProjectOptions } from './context.ts';

/** More hold more copies of data and networks than small machines have memory for. */
const MOST_BY_DEFAULT = 4;

/**
 * Where a command computes a study.
 * @param options what the project was opened with
 * @param workers processes; absent: one a processor with wasm and webgpu, which use a single one,
 *   and none beside this process with other engines
 * @param hermetic whether each step may read what it declares, and nothing else
 */
export async function chooseComputing(
  { workerProgram }: CommandContext,
  project: Project,
  study: Study,
  options: ProjectOptions,
  workers: number | undefined,
  hermetic = false,
): Promise<Computing> {
  const engine = project.engineOf(study);
  const count = workers ?? (await defaultWorkers(engine));
  if (hermetic) {
    const programOn = (store: string) => workerProgram({ ...options, store });
    return new Hermetic(project, engine, count, programOn);
  }
  if (count === 1) return new InThisProcess(project, new StartedEngine(engine));
  return new InWorkers(project, engine, count, workerProgram(options));
}

async function defaultWorkers(engine: EngineSource): Promise<number> {
  const runtime = await engine.describe();
  return / (wasm|webgpu)\b/.test(runtime) ? Math.min(availableParallelism(), MOST_BY_DEFAULT) : 1;
}
