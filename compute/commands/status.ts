import { Command } from 'commander';
import { stepFingerprint } from '../pipeline/fingerprint.ts';
import { graphOf } from '../pipeline/graph.ts';
import { planStudy, type PlannedStep } from '../pipeline/plan.ts';
import { storeOf, type Project } from '../pipeline/project.ts';
import { formatChange } from '../pipeline/whyStale.ts';
import { chooseStudies, printJson, printLine, type CommandContext } from './context.ts';
import { EXIT, type ExitCode } from './exitCodes.ts';
import { storeOption } from './options.ts';

interface StatusFlags {
  readonly why?: boolean;
  readonly check?: boolean;
  readonly store?: string;
  readonly json?: boolean;
}

/** `status`: what is fresh, stale and missing. */
export function statusCommand(context: CommandContext, exit: (code: ExitCode) => void): Command {
  return new Command('status')
    .summary('list what is fresh, stale and missing')
    .argument('[study...]', 'studies; all but `quick` when none is named')
    .option('--why', 'name what changed, old → new')
    .option('--check', `exit with ${EXIT.stale} unless all is fresh`)
    .addOption(storeOption())
    .option('--json', 'print one JSON document')
    .action(async (names: string[], flags: StatusFlags) =>
      exit(await showStatus(context, names, flags)),
    );
}

async function showStatus(
  { openProject, terminal }: CommandContext,
  names: readonly string[],
  flags: StatusFlags,
): Promise<ExitCode> {
  const project = await openProject(flags);
  const engine = await project.engineOf().describe();
  const described = [];
  for (const study of chooseStudies(project, names)) {
    const runtime = await project.engineOf(study).describe();
    const plan = await planStudy(project, graphOf(study, project.steps), runtime);
    const steps = [];
    for (const step of plan) {
      steps.push({ ...describeStep(step), finished: await finishedUnits(project, step, runtime) });
    }
    described.push({ study: study.id, title: study.title, steps });
  }
  if (flags.json) printJson(terminal.out, { engine, studies: described });
  else {
    for (const { study, title, steps } of described) {
      printLine(terminal.out, `${study}: ${title}`);
      for (const step of steps) {
        const runtimeNote = step.runtime === undefined ? '' : `  (${step.runtime})`;
        const { finished, units } = step;
        const done = finished > 0 ? `  ${finished} of ${units} units finished` : '';
        printLine(terminal.out, `  ${step.state.padEnd(8)}${step.name}${runtimeNote}${done}`);
        if (flags.why) for (const why of step.why) printLine(terminal.out, `            ${why}`);
      }
    }
  }
  const fresh = described.every(({ steps }) => steps.every(({ state }) => state === 'fresh'));
  return flags.check && !fresh ? EXIT.stale : EXIT.ok;
}

/** Of a step that has to be computed, the units that an earlier run or its shards finished. */
async function finishedUnits(
  project: Project,
  { action, key }: PlannedStep,
  runtime: string,
): Promise<number> {
  if (action !== 'compute' || key === undefined) return 0;
  return storeOf(project).countUnits(stepFingerprint({ ...key, runtime }));
}

function describeStep({ node, state, action, reasons, changes, entry }: PlannedStep) {
  return {
    name: node.name,
    kind: node.step.id,
    units: node.units.length,
    state,
    action,
    runtime: entry?.runtime,
    why: [...reasons, ...changes.map(formatChange)],
    changes,
  };
}
