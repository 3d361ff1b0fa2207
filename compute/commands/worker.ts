import { Command } from 'commander';
import { serveWork } from '../pipeline/workers/serveWork.ts';
import type { CommandContext, ProjectOptions } from './context.ts';

/** `worker`: what `run` starts for each of its workers; of no use on its own. */
export function workerCommand({ openProject }: CommandContext): Command {
  return new Command('worker').argument('<options>').action(async (options: string) => {
    // The parent says that the run was stopped.
    process.removeAllListeners('SIGINT');
    await serveWork(await openProject(JSON.parse(options) as ProjectOptions));
  });
}
