import { formatDuration } from '../pipeline/duration.ts';
import { expectWork, type ExpectedWork } from '../pipeline/estimate.ts';
import { graphOf, withInputs } from '../pipeline/graph.ts';
import { planStudy } from '../pipeline/plan.ts';
import type { Project } from '../pipeline/project.ts';
import type { Study } from '../pipeline/step.ts';
import { printJson, printLine } from './context.ts';
import { EXIT, type ExitCode } from './exitCodes.ts';

interface Chosen {
  readonly studies: readonly Study[];
  readonly only: ReadonlySet<string> | undefined;
  readonly json: boolean;
}

/** `run --dry-run`: what a run would do, and how long it would take. */
export async function dryRun(
  out: NodeJS.WritableStream,
  project: Project,
  { studies, only, json }: Chosen,
  force: boolean,
): Promise<ExitCode> {
  const engine = await project.engineOf().describe();
  const all = [];
  for (const study of studies) {
    const runtime = await project.engineOf(study).describe();
    const graph = graphOf(study, project.steps);
    const names = only ?? new Set(graph.nodes.map(({ name }) => name));
    const plan = await planStudy(project, graph, runtime);
    const chosen = withInputs(graph, names);
    const forced = force ? names : new Set<string>();
    const steps = await expectWork(project, graph, plan, runtime, chosen, forced);
    all.push({ study: study.id, steps });
  }
  if (json) {
    printJson(out, { engine, studies: all });
    return EXIT.ok;
  }
  printLine(out, `With ${engine}:`);
  for (const { study, steps } of all) {
    printLine(out, study);
    for (const step of steps) printLine(out, `  ${step.step}: ${describeWork(step)}`);
  }
  printLine(out, describeTotal(all.flatMap(({ steps }) => steps)));
  return EXIT.ok;
}

function describeWork({ action, units, finished, seconds }: ExpectedWork): string {
  if (action === 'nothing') return 'fresh';
  if (action === 'publish') return 'publish from the store';
  const time = seconds === undefined ? 'never timed' : `about ${formatDuration(seconds)}`;
  const before = finished > 0 ? `, ${finished} finished before` : '';
  const verb = action === 'compute' ? 'compute' : 'compute if the steps it reads change:';
  return `${verb} ${units} units${before}, ${time}`;
}

function describeTotal(steps: readonly ExpectedWork[]): string {
  const known = steps.reduce((sum, { seconds }) => sum + (seconds ?? 0), 0);
  const unknown = steps.filter(({ seconds }) => seconds === undefined).length;
  const total = `Together at most about ${formatDuration(known)}`;
  return unknown === 0 ? `${total}.` : `${total}, and ${unknown} steps that were never timed.`;
}
