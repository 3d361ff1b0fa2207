import { Command } from 'commander';
import { lockStore } from '../pipeline/lock.ts';
import { chooseProgress } from '../pipeline/progress.ts';
import { parseShard, runShard } from '../pipeline/shards.ts';
import { dryRun } from './dryRun.ts';
import type { Report } from '../pipeline/events.ts';
import { runStudy, type RunOptions, type RunSummary } from '../pipeline/runner.ts';
import type { Study } from '../pipeline/step.ts';
import { StartedEngine } from '../pipeline/startedEngine.ts';
import { chooseComputing } from './computing.ts';
import { UserError } from '../pipeline/userError.ts';
import { chooseStudies, printLine, type CommandContext, type ProjectOptions } from './context.ts';
import { EXIT, type ExitCode } from './exitCodes.ts';
import { engineOption, storeOption, workersOption } from './options.ts';

interface RunFlags {
  readonly only?: string[];
  readonly force?: boolean;
  readonly keepGoing?: boolean;
  readonly dryRun?: boolean;
  readonly shard?: string;
  readonly workers?: number;
  readonly hermetic?: boolean;
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
    .option('--dry-run', 'only say what would be computed, and how long it would take')
    .option(
      '--shard <i/n>',
      'only part i of n of the units; collecting waits for `merge` and `run`',
    )
    .addOption(workersOption())
    .option(
      '--hermetic',
      'compute every step in processes that can read its declared inputs only; to check the steps',
    )
    .addOption(engineOption())
    .addOption(storeOption())
    .option('--json', 'one JSON event a line')
    .action(async (names: string[], flags: RunFlags) => exit(await run(context, names, flags)));
}

async function run(
  context: CommandContext,
  names: readonly string[],
  flags: RunFlags,
): Promise<ExitCode> {
  const options: ProjectOptions = { store: flags.store, engine: flags.engine };
  const project = await context.openProject(options);
  const studies = chooseStudies(project, names);
  const only = flags.only && new Set(flags.only);
  for (const name of only ?? []) {
    if (!studies.some(({ steps }) => steps.some((step) => step.name === name))) {
      throw new UserError(`--only: no chosen study has a step called ${name}.`);
    }
  }
  const shard = flags.shard === undefined ? undefined : parseShard(flags.shard);
  const chosen = { studies, only, json: flags.json ?? false };
  if (flags.dryRun) return dryRun(context.terminal.out, project, chosen, flags.force ?? false);
  const lock = shard === undefined ? 'run' : `shard-${shard.index}-of-${shard.count}`;
  const release = lockStore(project.folders.store, lock);
  const progress = chooseProgress(chosen.json, context.terminal.out);
  try {
    const { report } = progress;
    const summaries: RunSummary[] = [];
    for (const study of studies) {
      if (shard !== undefined) {
        const engine = new StartedEngine(project.engineOf(study));
        await runShard(project, study, engine, shard, only, report);
        continue;
      }
      const { workers, hermetic } = flags;
      const computing = await chooseComputing(context, project, study, options, workers, hermetic);
      try {
        summaries.push(await runStudy(project, study, computing, runOptions(study, flags, report)));
      } finally {
        computing.close();
      }
    }
    if (shard !== undefined) return EXIT.ok;
    if (!chosen.json) printLine(context.terminal.out, summarise(summaries));
    return summaries.some(({ failed }) => failed.length > 0) ? EXIT.error : EXIT.ok;
  } finally {
    progress.close();
    release();
  }
}

function runOptions(study: Study, flags: RunFlags, report: Report): RunOptions {
  const only = flags.only && new Set(flags.only);
  const all = study.steps.map(({ name }) => name);
  return {
    report,
    keepGoing: flags.keepGoing ?? false,
    ...(only && { only }),
    ...(flags.force && { forced: only ?? new Set(all) }),
  };
}

function summarise(summaries: readonly RunSummary[]): string {
  const count = (kind: keyof RunSummary): number =>
    summaries.reduce((sum, summary) => sum + summary[kind].length, 0);
  const parts = [`${count('computed')} computed`, `${count('fresh')} fresh`];
  if (count('published') > 0) parts.push(`${count('published')} published from the store`);
  if (count('failed') > 0) parts.push(`${count('failed')} failed`);
  return `Steps: ${parts.join(', ')}.`;
}
