import { Command, InvalidArgumentError } from 'commander';
import { formatDuration } from '../pipeline/duration.ts';
import { expectWork, type ExpectedWork } from '../pipeline/estimate.ts';
import { graphOf } from '../pipeline/graph.ts';
import { lockStore } from '../pipeline/lock.ts';
import type { Computing } from '../pipeline/computing.ts';
import { stepFingerprint } from '../pipeline/fingerprint.ts';
import { planStudy, type PlannedStep } from '../pipeline/plan.ts';
import { chooseProgress, type Progress } from '../pipeline/progress.ts';
import { storeOf, type Project } from '../pipeline/project.ts';
import { runStudy } from '../pipeline/runner.ts';
import type { Study } from '../pipeline/step.ts';
import { chooseComputing } from './computing.ts';
import { chooseStudies, printLine, type CommandContext, type ProjectOptions } from './context.ts';
import { EXIT, type ExitCode } from './exitCodes.ts';
import { engineOption, storeOption, workersOption } from './options.ts';
import { printSite } from './site.ts';

interface ReportFlags {
  readonly budget: number;
  readonly build: boolean;
  readonly workers?: number;
  readonly engine?: string;
  readonly store?: string;
}

/** `report`: brings up to date what can be computed soon, then builds the site. */
export function reportCommand(context: CommandContext, exit: (code: ExitCode) => void): Command {
  return new Command('report')
    .summary('compute what is stale and quickly done, build the site, say where it lies')
    .option(
      '--budget <minutes>',
      'time for computing; longer studies are shown as published, and 0 computes nothing',
      parseMinutes,
      4,
    )
    .option('--no-build', 'do not build the site')
    .addOption(workersOption())
    .addOption(engineOption())
    .addOption(storeOption())
    .action(async (flags: ReportFlags) => exit(await report(context, flags)));
}

function parseMinutes(text: string): number {
  const minutes = Number(text);
  if (text.trim() === '' || !(minutes >= 0)) throw new InvalidArgumentError('give minutes.');
  return minutes;
}

async function report(context: CommandContext, flags: ReportFlags): Promise<ExitCode> {
  const { terminal, buildSite } = context;
  const progress = chooseProgress(false, terminal.out);
  let secondsLeft = flags.budget * 60;
  try {
    const options: ProjectOptions = { store: flags.store, engine: flags.engine };
    const project = await context.openProject(options);
    for (const study of chooseStudies(project, [])) {
      const work = await openWork(project, study);
      const computing = await chooseComputing(context, project, study, options, flags.workers);
      const seconds = totalSeconds(work, computing.stepsAtOnce);
      if (work.steps.length === 0) {
        printLine(terminal.out, `${study.id}: fresh, shown as published`);
      } else if (!isAffordable(study, seconds, secondsLeft)) {
        printLine(terminal.out, tooLong(study, work, seconds));
      } else {
        if (!study.live) secondsLeft -= seconds ?? 0;
        await bringUpToDate(project, study, work, computing, progress, terminal.out);
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

/**
 * Estimates are scaled from another machine. A live study is quick by declaration, and computed
 * unless there is no time at all.
 */
function isAffordable(study: Study, seconds: number | undefined, secondsLeft: number): boolean {
  if (study.live) return secondsLeft > 0;
  return seconds !== undefined && seconds <= secondsLeft;
}

/** What a study needs, and which of its steps are computed although they are published. */
interface OpenWork {
  readonly steps: readonly ExpectedWork[];
  readonly forced: ReadonlySet<string>;
}

async function openWork(project: Project, study: Study): Promise<OpenWork> {
  const graph = graphOf(study, project.steps);
  const runtime = await project.engineOf(study).describe();
  const plan = await planStudy(project, graph, runtime);
  const all = new Set(graph.nodes.map(({ name }) => name));
  const forced = new Set(study.live ? await computedElsewhere(project, plan) : []);
  const work = await expectWork(project, graph, plan, runtime, all, forced);
  return { steps: work.filter(({ action }) => action !== 'nothing'), forced };
}

/** Steps that are fresh as published, and that the store of this machine has never computed. */
async function computedElsewhere(
  project: Project,
  plan: readonly PlannedStep[],
): Promise<string[]> {
  const names: string[] = [];
  for (const { node, key, action } of plan) {
    if (action !== 'none') continue;
    const record = await storeOf(project).readStep(stepFingerprint(key!));
    if (record === undefined) names.push(node.name);
  }
  return names;
}

/** @param atOnce how many processes share the work */
function totalSeconds({ steps }: OpenWork, atOnce: number): number | undefined {
  let total = 0;
  for (const { seconds } of steps) {
    if (seconds === undefined) return undefined;
    total += seconds / atOnce;
  }
  return total;
}

function tooLong(study: Study, work: OpenWork, seconds: number | undefined): string {
  const time = seconds === undefined ? 'a time not known yet' : `about ${formatDuration(seconds)}`;
  return (
    `${study.id}: ${work.steps.length} of ${study.steps.length} steps are not up to date; computing ` +
    `them here would take ${time}. The report shows the results as they were published. ` +
    `To compute them: npm run compute -- run ${study.id}`
  );
}

/** A study that cannot be computed here, for want of its data, is shown as published. */
async function bringUpToDate(
  project: Project,
  study: Study,
  { forced }: OpenWork,
  computing: Computing,
  progress: Progress,
  out: NodeJS.WritableStream,
): Promise<void> {
  try {
    const release = lockStore(project.folders.store);
    try {
      await runStudy(project, study, computing, { report: progress.report, forced });
    } finally {
      computing.close();
      release();
    }
  } catch (error) {
    progress.close();
    const message = error instanceof Error ? error.message : String(error);
    printLine(out, `${study.id}: not computed: ${message}`);
    printLine(out, `${study.id}: the report shows the results as they were published.`);
  }
}
