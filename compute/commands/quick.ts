import path from 'node:path';
import { Command } from 'commander';
import { lockStore } from '../pipeline/lock.ts';
import { chooseProgress } from '../pipeline/progress.ts';
import { runStudy } from '../pipeline/runner.ts';
import { chooseComputing } from './computing.ts';
import {
  chooseStudies,
  printLine,
  QUICK_STUDY,
  type CommandContext,
  type ProjectOptions,
} from './context.ts';
import { EXIT, type ExitCode } from './exitCodes.ts';
import { ROOT } from './openProject.ts';
import { printSite } from './site.ts';

/** `quick`: the whole chain in a few minutes, apart from the published results. */
export function quickCommand(context: CommandContext, exit: (code: ExitCode) => void): Command {
  return new Command('quick')
    .summary('see the whole chain in minutes: train, explain, publish, build; touches no result')
    .option('--no-build', 'do not build the site')
    .action(async (flags: { build: boolean }) => exit(await quick(context, flags.build)));
}

async function quick(context: CommandContext, build: boolean): Promise<ExitCode> {
  const { openProject, terminal, buildSite } = context;
  const folder = path.join(ROOT, '.quick');
  const options: ProjectOptions = {
    engine: 'wasm',
    folders: {
      store: path.join(folder, 'store'),
      results: path.join(folder, 'results'),
      models: path.join(folder, 'models'),
      timings: path.join(folder, 'timings'),
    },
  };
  const project = await openProject(options);
  const [study] = chooseStudies(project, [QUICK_STUDY]);
  const release = lockStore(project.folders.store);
  const progress = chooseProgress(false, terminal.out);
  const computing = await chooseComputing(context, project, study!, options, undefined);
  try {
    await runStudy(project, study!, computing, { report: progress.report });
  } finally {
    computing.close();
    progress.close();
    release();
  }
  printLine(terminal.out, `Results of the quick run: ${project.folders.results}`);
  if (build) {
    await buildSite(true);
    printSite(terminal.out, 'quick/');
  }
  return EXIT.ok;
}
