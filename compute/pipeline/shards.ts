import { finishUnits } from './units.ts';
import type { Report } from './events.ts';
import { graphOf, withInputs } from './graph.ts';
import { planStudy } from './plan.ts';
import { prepareTask } from './prepare.ts';
import type { Project } from './project.ts';
import type { StartedEngine } from './startedEngine.ts';
import type { Study } from './step.ts';
import { UserError } from './userError.ts';

/** The part of the units that one of several processes computes. */
export interface Shard {
  /** From 1. */
  readonly index: number;
  readonly count: number;
}

/**
 * Reads `2/8`.
 * @throws UserError for anything but i/n with 1 ≤ i ≤ n
 */
export function parseShard(text: string): Shard {
  const [, index, count] = /^(\d+)\/(\d+)$/.exec(text)?.map(Number) ?? [];
  if (index === undefined || count === undefined || index < 1 || index > count) {
    throw new UserError(
      `--shard ${text}: give i/n, for example 2/8 for the second of eight parts.`,
    );
  }
  return { index, count };
}

/**
 * Computes this shard's units of every step that is ready. Collecting and publishing are left to
 * one `run` after the stores have been merged.
 * @throws UserError when a sequential step has to be computed first
 */
export async function runShard(
  project: Project,
  study: Study,
  engine: StartedEngine,
  shard: Shard,
  only: ReadonlySet<string> | undefined,
  report: Report,
): Promise<void> {
  const graph = graphOf(study, project.steps);
  const chosen = withInputs(graph, only ?? new Set(graph.nodes.map(({ name }) => name)));
  report({ event: 'study', study: study.id, title: study.title });
  const started = await engine.start();
  const plan = await planStudy(project, graph, started.description);
  for (const step of plan) {
    const { name, units } = step.node;
    if (!chosen.has(name)) continue;
    const common = { study: study.id, step: name } as const;
    if (step.action === 'wait') {
      report({ event: 'waiting', ...common, reason: step.reasons.join('; ') });
    } else if (step.action !== 'compute') {
      report({ event: 'fresh', ...common });
    } else if (step.node.step.sequential) {
      throw new UserError(
        `${study.id}/${name} is computed unit after unit and cannot be spread over shards. ` +
          `Compute it in one place first (run ${study.id} --only ${name}), then give every shard ` +
          'a copy of that store.',
      );
    } else {
      const task = prepareTask(project, step, plan, started, report);
      const finished = await task.store.countUnits(task.fingerprint);
      report({
        event: 'start',
        ...common,
        engine: started.description,
        units: units.length,
        finished,
      });
      await finishUnits(task, (index) => index % shard.count === shard.index - 1);
      await task.inputs.checkUnchanged();
      report({
        event: 'sharded',
        ...common,
        finished: await task.store.countUnits(task.fingerprint),
        units: units.length,
      });
    }
  }
}
