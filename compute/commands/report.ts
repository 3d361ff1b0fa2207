import { Command, InvalidArgumentError } from 'commander';
import { formatDuration } from '../pipeline/duration.ts';
import { expectWork, type ExpectedWork } from '../pipeline/estimate.ts';
import { graphOf } from '../pipeline/graph.ts';
import { lockStore } from '../pipeline/lock.ts';
import { planStudy } from '../pipeline/plan.ts';
import { chooseProgress, type Progress } from '../pipeline/progress.ts';
import type { Project } from '../pipeline/project.ts';
import { runStudy } from '../pipeline/runner.ts';
import { StartedEngine } from '../pipeline/startedEngine.ts';
import type { Study } from '../pipeline/step.ts';
import { chooseStudies, printLine, type CommandContext } from './context.ts';
import { EXIT, type ExitCode } from './exitCodes.ts';
import { engineOption, storeOption } from './options.ts';
import { printSite } from './site.ts';

interface ReportFlags {
  readonly budget: number;
  readonly build: boolean;
  readonly engine?: string;
  readonly store?: string;
}

/** `report`: brings up to date what can be computed soon, then builds the site. */
export function reportCommand(context: CommandContext, exit: (code: ExitCode) => void): Command {
  return new Command('report')
    .summary('compute what is stale and quickly done, build the site, say where it lies')
    .option(
      '--budget <minutes>',
      'time for computing; longer studies are shown as published',
      parseMinutes,
      4,
    )
    .option('--no-build', 'do not build the site')
    .addOption(engineOption())
    .addOption(storeOption())
    .action(async (flags: ReportFlags) => exit(await report(context, flags)));
}

function parseMinutes(text: string): number {
  const minutes = Number(text);
  if (text.trim() === '' || !(minutes >= 0)) throw new InvalidArgumentError('give minutes.');
  return minutes;
}

async function report(
  { openProject, terminal, buildSite }: CommandContext,
  flags: ReportFlags,
): Promise<ExitCode> {
  const project = await openProject({ store: flags.store, engine: flags.engine });
  const engine = new StartedEngine(project);
  const progress = chooseProgress(false, terminal.out);
  let secondsLeft = flags.budget * 60;
  try {
    for (const study of chooseStudies(project, [])) {
      const work = await openWork(project, study, await engine.runtime());
      const seconds = totalSeconds(work);
      if (work.length === 0) {
        printLine(terminal.out, `${study.id}: fresh, shown as published`);
      } else if (seconds === undefined || seconds > secondsLeft) {
        printLine(terminal.out, tooLong(study, work, seconds));
      } else {
        secondsLeft -= seconds;
        await bringUpToDate(project, study, engine, progress, terminal.out);
      }
    }
  } finally {
    progress.close();
  }
  if (flags.build) {
    await buildSite(false);
    printSite(terminal.out);
  }
  return EXIT.ok;
}

async function openWork(
  project: Project,
  study: Study,
  runtime: string,
): Promise<readonly ExpectedWork[]> {
  const graph = graphOf(study, project.steps);
  const plan = await planStudy(project, graph, runtime);
  const all = new Set(graph.nodes.map(({ name }) => name));
  const work = await expectWork(project, graph, plan, runtime, all, new Set());
  return work.filter(({ action }) => action !== 'nothing');
}

function totalSeconds(work: readonly ExpectedWork[]): number | undefined {
  let total = 0;
  for (const { seconds } of work) {
    if (seconds === undefined) return undefined;
    total += seconds;
  }
  return total;
}

function tooLong(study: Study, work: readonly ExpectedWork[], seconds: number | undefined): string {
  const time = seconds === undefined ? 'a time not known yet' : `about ${formatDuration(seconds)}`;
  return (
    `${study.id}: ${work.length} of ${study.steps.length} steps are not up to date; computing them ` +
    `here would take ${time}. The report shows the results as they were published. ` +
    `To compute them: npm run compute -- run ${study.id}`
  );
}

/** A study that cannot be computed here, for want of its data, is shown as published. */
async function bringUpToDate(
  project: Project,
  study: Study,
  engine: StartedEngine,
  progress: Progress,
  out: NodeJS.WritableStream,
): Promise<void> {
  try {
    const release = lockStore(project.folders.store);
    try {
      await runStudy(project, study, engine, { report: progress.report });
    } finally {
      release();
    }
  } catch (error) {
    progress.close();
    const message = error instanceof Error ? error.message : String(error);
    printLine(out, `${study.id}: not computed: ${message}`);
    printLine(out, `${study.id}: the report shows the results as they were published.`);
  }
}
