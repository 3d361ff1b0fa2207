import { Command, Option } from 'commander';
import { lockStore } from '../pipeline/lock.ts';
import { chooseProgress } from '../pipeline/progress.ts';
import { runStudy, StartedEngine, type RunSummary } from '../pipeline/runner.ts';
import { UserError } from '../pipeline/userError.ts';
import { chooseStudies, printLine, type CommandContext } from './context.ts';
import { EXIT, type ExitCode } from './exitCodes.ts';

interface RunFlags {
  readonly only?: string[];
  readonly force?: boolean;
  readonly keepGoing?: boolean;
  readonly engine?: string;
  readonly store?: string;
  readonly json?: boolean;
}

/** `run`: brings results up to date. */
export function runCommand(context: CommandContext, exit: (code: ExitCode) => void): Command {
  return new Command('run')
    .summary('compute what is stale or missing, and publish it')
    .argument('[study...]', 'studies; all but `quick` when none is named')
    .option('--only <step...>', 'only these steps, and the steps they read')
    .option('--force', 'compute the chosen steps even if they are fresh')
    .option('--keep-going', 'after a failure, go on with steps that do not depend on it')
    .addOption(engineOption())
    .addOption(storeOption())
    .option('--json', 'one JSON event a line')
    .action(async (names: string[], flags: RunFlags) => exit(await run(context, names, flags)));
}

export function engineOption(): Option {
  return new Option(
    '--engine <name>',
    'native, wasm or cpu; results of another engine then count as stale',
  );
}

export function storeOption(): Option {
  return new Option('--store <folder>', 'the store (default: IIC_STORE, else .store)');
}

async function run(
  context: CommandContext,
  names: readonly string[],
  flags: RunFlags,
): Promise<ExitCode> {
  const project = await context.openProject(flags);
  const studies = chooseStudies(project, names);
  const only = flags.only && new Set(flags.only);
  for (const name of only ?? []) {
    if (!studies.some(({ steps }) => steps.some((step) => step.name === name))) {
      throw new UserError(`--only: no chosen study has a step called ${name}.`);
    }
  }
  const release = lockStore(project.folders.store);
  const progress = chooseProgress(flags.json ?? false, context.terminal.out);
  try {
    const engine = new StartedEngine(project);
    const summaries: RunSummary[] = [];
    for (const study of studies) {
      summaries.push(
        await runStudy(project, study, engine, {
          report: progress.report,
          force: flags.force ?? false,
          keepGoing: flags.keepGoing ?? false,
          ...(only && { only }),
        }),
      );
    }
    if (!flags.json) printLine(context.terminal.out, summarise(summaries));
    return summaries.some(({ failed }) => failed.length > 0) ? EXIT.error : EXIT.ok;
  } finally {
    progress.close();
    release();
  }
}

function summarise(summaries: readonly RunSummary[]): string {
  const count = (kind: keyof RunSummary): number =>
    summaries.reduce((sum, summary) => sum + summary[kind].length, 0);
  const parts = [`${count('computed')} computed`, `${count('fresh')} fresh`];
  if (count('published') > 0) parts.push(`${count('published')} published from the store`);
  if (count('failed') > 0) parts.push(`${count('failed')} failed`);
  return `Steps: ${parts.join(', ')}.`;
}
