import { stepFingerprint } from './fingerprint.ts';
import type { Graph } from './graph.ts';
import type { PlannedStep } from './plan.ts';
import { storeOf, type Project } from './project.ts';
import { readTimings, type StepTiming } from './timings.ts';

/** What a run would do for one step. */
export interface ExpectedWork {
  readonly step: string;
  /** `if changed`: only if the step it waits for turns out differently. */
  readonly action: 'nothing' | 'publish' | 'compute' | 'if changed';
  readonly units: number;
  /** Units that an earlier run finished. */
  readonly finished: number;
  /** Expected time; undefined when the step was never timed. */
  readonly seconds: number | undefined;
}

/**
 * How many times longer the same work takes than with the native engine on two cores, measured on
 * convolutions: 300 GFLOP/s native, about 25 wasm, 50 times less with cpu.
 */
const RELATIVE_COST: readonly (readonly [RegExp, number])[] = [
  [/ native\b/, 1],
  [/ wasm\b/, 12],
  [/ cpu\b/, 600],
];

/** What a run of the chosen steps would do, and how long that would take, from past timings. */
export async function expectWork(
  project: Project,
  graph: Graph,
  plan: readonly PlannedStep[],
  runtime: string,
  chosen: ReadonlySet<string>,
  forced: ReadonlySet<string>,
): Promise<ExpectedWork[]> {
  const timings = await readTimings(project.folders, graph.study.id);
  const expected: ExpectedWork[] = [];
  for (const planned of plan) {
    const { name, units } = planned.node;
    if (!chosen.has(name)) continue;
    const action = forced.has(name) ? 'compute' : ACTIONS[planned.action];
    const finished =
      action === 'compute' && !forced.has(name) && planned.key !== undefined
        ? await storeOf(project).countUnits(stepFingerprint({ ...planned.key, runtime }))
        : 0;
    const idle = action === 'nothing' || action === 'publish';
    const timing = timings.get(name);
    const seconds = idle ? 0 : timing && secondsFor(timing, units.length - finished, runtime);
    expected.push({ step: name, action, units: units.length, finished, seconds });
  }
  return expected;
}

const ACTIONS = {
  none: 'nothing',
  publish: 'publish',
  compute: 'compute',
  wait: 'if changed',
} as const;

/** Expected seconds for some units and the collecting, with another engine than the one timed. */
function secondsFor(timing: StepTiming, units: number, runtime: string): number {
  const pace = timing.units === 0 ? 0 : timing.unitSeconds / timing.units;
  const ratio = costOf(runtime) / costOf(timing.engine);
  return (pace * units + timing.collectSeconds) * ratio;
}

function costOf(runtime: string): number {
  return RELATIVE_COST.find(([pattern]) => pattern.test(runtime))?.[1] ?? 1;
}
