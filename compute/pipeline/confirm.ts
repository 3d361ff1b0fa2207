import type { Engine } from '../engine/engine.ts';
import { collect } from './computeStep.ts';
import { sha256 } from './digest.ts';
import type { Report } from './events.ts';
import { unitFingerprint } from './fingerprint.ts';
import { graphOf } from './graph.ts';
import { keyOfEntry } from './manifest.ts';
import { planStudy, type PlannedStep } from './plan.ts';
import { prepareTask } from './prepare.ts';
import type { Project } from './project.ts';
import { publishStep } from './publish.ts';
import { finishedUnits, replayUnit, sampleUnits } from './replay.ts';
import type { Study } from './step.ts';
import { OUTPUT_KINDS, type Output } from './store.ts';
import type { Task } from './task.ts';
import { unitDigests, type FinishedUnit } from './units.ts';
import { onlyCodeChanged } from './whyStale.ts';

/** What became of a stale step. */
export interface Confirmed {
  readonly step: string;
  readonly confirmed: boolean;
  /** In words: how many units were equal, or why the step stays stale. */
  readonly reason: string;
}

/**
 * Keeps results whose code changed in a way that leaves them as they are (a renamed function, a
 * faster loop): recomputes a random sample of units and the collecting with the new code, and
 * records the step under its new fingerprint if all bytes are equal.
 * @param share of the units to recompute; at least one, the last one for sequential steps
 */
export async function confirmStudy(
  project: Project,
  study: Study,
  engine: Engine,
  share: number,
  report: Report,
): Promise<Confirmed[]> {
  const results = new Map<string, Confirmed>();
  const graph = graphOf(study, project.steps);
  for (;;) {
    const plan = await planStudy(project, graph, engine.description);
    const next = plan.find(({ node, state }) => state !== 'fresh' && !results.has(node.name));
    if (next === undefined) return [...results.values()];
    const outcome = await confirmStep(project, study, next, plan, engine, share, report);
    results.set(next.node.name, { step: next.node.name, ...outcome });
  }
}

type Outcome = Omit<Confirmed, 'step'>;

const left = (reason: string): Outcome => ({ confirmed: false, reason });

async function confirmStep(
  project: Project,
  study: Study,
  step: PlannedStep,
  plan: readonly PlannedStep[],
  engine: Engine,
  share: number,
  report: Report,
): Promise<Outcome> {
  const { entry, key, node } = step;
  if (entry === undefined) return left('it was never computed');
  if (key === undefined) return left('a step it reads is stale');
  const oldKey = keyOfEntry(study.id, entry);
  const newKey = { ...key, runtime: entry.runtime };
  if (!onlyCodeChanged(oldKey, newKey)) return left('more than its code changed');
  if (entry.runtime !== engine.description) {
    return left(`it was computed with ${entry.runtime}, and this is ${engine.description}`);
  }
  const before = prepareTask(project, step, plan, engine, report, oldKey);
  const now = prepareTask(project, step, plan, engine, report, newKey);
  const finished = await finishedUnits(before);
  if (finished.size < node.units.length) return left('its units are not all in this store');

  const sample = node.step.sequential
    ? [node.units.at(-1)!]
    : sampleUnits(node.units, share, study.seed, now.fingerprint);
  for (const unit of sample) {
    const { differing } = await replayUnit(now, unit, finished);
    if (differing.length > 0)
      return left(`unit ${unit} gives other bytes (${differing.join(', ')})`);
  }
  const changed = await changedOutput(now, finished, entry.outputs);
  if (changed !== undefined) return left(`collecting gives another ${changed}`);
  await now.inputs.checkUnchanged();

  const confirmed = {
    units: sample.length,
    of: node.units.length,
    computedBy: entry.confirmed?.computedBy ?? entry.code,
  };
  await recordAgain(now, finished);
  const outputs = entry.outputs.map(({ file, kind, bytes, sha256: digest }) => ({
    file,
    kind,
    bytes,
    sha256: digest,
  }));
  await now.store.writeStep(now.fingerprint, { key: now.key, outputs, confirmed });
  await publishStep(project, study, now.key, outputs, confirmed);
  return {
    confirmed: true,
    reason:
      node.units.length === 0
        ? 'all outputs are equal'
        : `${sample.length} of ${node.units.length} units and all outputs are equal`,
  };
}

async function changedOutput(
  task: Task,
  finished: ReadonlyMap<string, FinishedUnit>,
  published: readonly Output[],
): Promise<string | undefined> {
  const collected = await collect(task, finished);
  const now = new Map(
    OUTPUT_KINDS.flatMap((kind) =>
      [...(collected[kind] ?? [])].map(([file, bytes]): [string, string] => [
        `${kind} ${file}`,
        sha256(bytes),
      ]),
    ),
  );
  const before = new Map(
    published.map(({ kind, file, sha256: digest }): [string, string] => [
      `${kind} ${file}`,
      digest,
    ]),
  );
  return [...new Set([...now.keys(), ...before.keys()])].find(
    (name) => now.get(name) !== before.get(name),
  );
}

/** Records the finished units under the new fingerprint, so that they can be verified later. */
async function recordAgain(task: Task, finished: ReadonlyMap<string, FinishedUnit>): Promise<void> {
  let last: FinishedUnit | undefined;
  for (const [unit, { record }] of finished) {
    const previous = task.node.step.sequential && last ? unitDigests(last.record) : undefined;
    const fingerprint = unitFingerprint(task.fingerprint, unit, previous);
    await task.store.writeUnit(task.fingerprint, fingerprint, record);
    last = { fingerprint, record };
  }
}
