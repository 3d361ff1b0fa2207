import { performance } from 'node:perf_hooks';
import { prepareTask } from './prepare.ts';
import { computeStep, type ComputedStep } from './computeStep.ts';
import type { Report } from './events.ts';
import { graphOf, withInputs, type Graph } from './graph.ts';
import { MissingInput } from './inputs.ts';
import { digestsOf } from './outputs.ts';
import { planStudy, type PlannedStep } from './plan.ts';
import type { Project } from './project.ts';
import { dropRemovedSteps, publishStep } from './publish.ts';
import type { Study } from './step.ts';
import type { Output } from './store.ts';
import type { StartedEngine } from './startedEngine.ts';
import type { Task } from './task.ts';
import { writeTiming } from './timings.ts';
import { canonicalJson } from './canonicalJson.ts';

export interface RunOptions {
  /** Only these steps and what they read; all steps when absent. */
  readonly only?: ReadonlySet<string>;
  /** Compute the chosen steps even if they are fresh. */
  readonly force?: boolean;
  /** Go on with steps that do not depend on a failed one. */
  readonly keepGoing?: boolean;
  readonly report: Report;
}

export interface RunSummary {
  readonly fresh: readonly string[];
  readonly computed: readonly string[];
  readonly published: readonly string[];
  readonly failed: readonly string[];
}

/** Brings one study up to date; the caller holds the lock of the store. */
export async function runStudy(
  project: Project,
  study: Study,
  engine: StartedEngine,
  options: RunOptions,
): Promise<RunSummary> {
  const run = new StudyRun(project, graphOf(study, project.steps), engine, options);
  return run.finish();
}

class StudyRun {
  readonly #project: Project;
  readonly #graph: Graph;
  readonly #engine: StartedEngine;
  readonly #options: RunOptions;
  readonly #chosen: ReadonlySet<string>;
  readonly #forced: Set<string>;
  readonly #computed: string[] = [];
  readonly #published: string[] = [];
  readonly #failed: string[] = [];

  constructor(project: Project, graph: Graph, engine: StartedEngine, options: RunOptions) {
    const all = new Set(graph.nodes.map(({ name }) => name));
    const only = options.only ?? all;
    this.#project = project;
    this.#graph = graph;
    this.#engine = engine;
    this.#options = options;
    this.#chosen = withInputs(graph, only);
    this.#forced = new Set(options.force ? only : []);
  }

  async finish(): Promise<RunSummary> {
    const { study } = this.#graph;
    this.#options.report({ event: 'study', study: study.id, title: study.title });
    for (;;) {
      const plan = await planStudy(this.#project, this.#graph, await this.#engine.runtime());
      const next = plan.find((planned) => this.#needsWork(planned));
      if (next === undefined) return await this.#summarise(plan);
      await this.#attempt(next, plan);
    }
  }

  async #summarise(plan: readonly PlannedStep[]): Promise<RunSummary> {
    const { study } = this.#graph;
    await dropRemovedSteps(this.#project, study);
    const touched = new Set([...this.#computed, ...this.#published]);
    const fresh = plan
      .filter(({ node, state }) => state === 'fresh' && !touched.has(node.name))
      .map(({ node }) => node.name);
    for (const step of fresh) this.#options.report({ event: 'fresh', study: study.id, step });
    return {
      fresh,
      computed: this.#computed,
      published: this.#published,
      failed: this.#failed,
    };
  }

  #needsWork({ node, action }: PlannedStep): boolean {
    if (!this.#chosen.has(node.name) || this.#failed.includes(node.name)) return false;
    if (action === 'wait') return false;
    return action === 'compute' || action === 'publish' || this.#forced.has(node.name);
  }

  async #attempt(step: PlannedStep, plan: readonly PlannedStep[]): Promise<void> {
    const { name } = step.node;
    try {
      if (step.action === 'publish' && !this.#forced.has(name)) await this.#publish(step);
      else await this.#compute(step, plan);
    } catch (error) {
      if (!this.#options.keepGoing) throw error;
      this.#failed.push(name);
      const message = error instanceof Error ? error.message : String(error);
      const { id: study } = this.#graph.study;
      this.#options.report({ event: 'failed', study, step: name, message });
    }
  }

  async #publish({ node, key, outputs, confirmed }: PlannedStep): Promise<void> {
    await publishStep(this.#project, this.#graph.study, key!, outputs!, confirmed);
    this.#published.push(node.name);
    const { id: study } = this.#graph.study;
    this.#options.report({ event: 'published', study, step: node.name });
  }

  async #compute(step: PlannedStep, plan: readonly PlannedStep[]): Promise<void> {
    const { name } = step.node;
    const announced = await this.#engine.runtime();
    const engine = await this.#engine.start();
    if (engine.description !== announced) return;

    const began = performance.now();
    const task = prepareTask(this.#project, step, plan, engine, this.#options.report);
    if (this.#forced.delete(name)) await task.store.removeStep(task.fingerprint);
    const finished = await task.store.countUnits(task.fingerprint);
    const { study, name: stepName } = task.key;
    this.#options.report({
      event: 'start',
      study,
      step: stepName,
      engine: engine.description,
      units: task.node.units.length,
      finished,
    });
    const computed = await this.#computeOrInput(task, plan);
    if (computed === undefined) return;
    const { outputs, unitSeconds, collectSeconds } = computed;
    await publishStep(this.#project, this.#graph.study, task.key, outputs);
    await writeTiming(this.#project.folders, study, name, {
      engine: engine.description,
      units: task.node.units.length,
      unitSeconds,
      collectSeconds,
    });
    this.#computed.push(name);
    const changed = !sameOutputs(outputs, step.entry?.outputs);
    const seconds = (performance.now() - began) / 1000;
    this.#options.report({ event: 'done', study, step: name, seconds, changed });
  }

  /**
   * Fresh results may lack files that are kept in the store only, as in a new clone. A step that
   * reads one has that input computed first, and is planned again.
   */
  async #computeOrInput(
    task: Task,
    plan: readonly PlannedStep[],
  ): Promise<ComputedStep | undefined> {
    try {
      return await computeStep(task);
    } catch (error) {
      const input =
        error instanceof MissingInput && plan.find(({ node }) => node.name === error.step);
      if (!input) throw error;
      const { study, name } = task.key;
      const message = `${study}/${input.node.name} is computed again, for ${name} reads it: ${error.message}.`;
      this.#options.report({ event: 'warning', message });
      await this.#compute(input, plan);
      return undefined;
    }
  }
}

function sameOutputs(now: readonly Output[], before: readonly Output[] | undefined): boolean {
  return before !== undefined && canonicalJson(digestsOf(now)) === canonicalJson(digestsOf(before));
}
