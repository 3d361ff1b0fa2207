import { performance } from 'node:perf_hooks';
import { canonicalJson } from './canonicalJson.ts';
import type { ComputedStep } from './computeStep.ts';
import type { Computing } from './computing.ts';
import type { Report } from './events.ts';
import { stepFingerprint, type StepKey } from './fingerprint.ts';
import { graphOf, withInputs, type Graph } from './graph.ts';
import { MissingInput } from './inputs.ts';
import { digestsOf } from './outputs.ts';
import { planStudy, type PlannedStep } from './plan.ts';
import { storeOf, type Project } from './project.ts';
import { publishStep, removeUnfinished, tidyPublished } from './publish.ts';
import { Repeats } from './repeats.ts';
import type { Study } from './step.ts';
import type { Output } from './store.ts';
import { writeTiming } from './timings.ts';

export interface RunOptions {
  /** Only these steps and what they read; all steps when absent. */
  readonly only?: ReadonlySet<string>;
  /** Of the chosen steps, those to compute even if they are fresh. */
  readonly forced?: ReadonlySet<string>;
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
  computing: Computing,
  options: RunOptions,
): Promise<RunSummary> {
  const run = new StudyRun(project, graphOf(study, project.steps), computing, options);
  return run.finish();
}

/** How the computing of a step ended. */
interface Ended {
  readonly step: PlannedStep;
  readonly key: StepKey;
  readonly seconds: number;
  readonly outcome: ComputedStep | { readonly error: unknown };
}

class StudyRun {
  readonly #project: Project;
  readonly #graph: Graph;
  readonly #computing: Computing;
  readonly #options: RunOptions;
  readonly #chosen: ReadonlySet<string>;
  /** To be computed from the first unit on, whatever the store has. */
  readonly #forced: Set<string>;
  /** To be computed because a step could not read their outputs, or was kept from it. */
  readonly #needed = new Set<string>();
  readonly #running = new Map<string, Promise<Ended>>();
  readonly #computed: string[] = [];
  readonly #published: string[] = [];
  readonly #failed: string[] = [];
  readonly #repeats = new Repeats();

  constructor(project: Project, graph: Graph, computing: Computing, options: RunOptions) {
    const all = new Set(graph.nodes.map(({ name }) => name));
    this.#project = project;
    this.#graph = graph;
    this.#computing = computing;
    this.#options = options;
    this.#chosen = withInputs(graph, options.only ?? all);
    this.#forced = new Set(options.forced);
  }

  async finish(): Promise<RunSummary> {
    const { study } = this.#graph;
    this.#options.report({ event: 'study', study: study.id, title: study.title });
    await removeUnfinished(this.#project.folders, study.id);
    for (;;) {
      const runtime = await this.#computing.runtime();
      const plan = await planStudy(this.#project, this.#graph, runtime);
      const begun = await this.#begin(plan, runtime);
      if (this.#running.size > 0) await this.#settle(await Promise.race(this.#running.values()));
      else if (!begun) return await this.#summarise(plan);
    }
  }

  async #summarise(plan: readonly PlannedStep[]): Promise<RunSummary> {
    const { study } = this.#graph;
    await tidyPublished(this.#project, study);
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

  /**
   * Publishes what only needs publishing and starts as many steps as are worth running.
   * @returns whether anything was published or started, or has to be planned again
   */
  async #begin(plan: readonly PlannedStep[], runtime: string): Promise<boolean> {
    let begun = false;
    for (const step of plan) {
      const { name } = step.node;
      if (!this.#needsWork(step) || this.#running.has(name) || this.#isBlocked(name, plan))
        continue;
      if (step.action === 'publish' && !this.#forced.has(name) && !this.#needed.has(name)) {
        await this.#publish(step);
      } else if (this.#running.size < this.#computing.stepsAtOnce) {
        if ((await this.#computing.start()) !== runtime) return true;
        await this.#start(step, plan, runtime);
      } else continue;
      begun = true;
    }
    return begun;
  }

  #needsWork({ node: { name }, action }: PlannedStep): boolean {
    if (this.#failed.includes(name) || action === 'wait') return false;
    if (this.#needed.has(name)) return true;
    if (!this.#chosen.has(name)) return false;
    return action === 'compute' || action === 'publish' || this.#forced.has(name);
  }

  /** A step waits while anything it depends on may still change. */
  #isBlocked(name: string, plan: readonly PlannedStep[]): boolean {
    const before = new Set(withInputs(this.#graph, new Set([name])));
    before.delete(name);
    return plan.some(
      (step) =>
        before.has(step.node.name) && (this.#running.has(step.node.name) || this.#needsWork(step)),
    );
  }

  async #publish({ node, key, outputs, confirmed }: PlannedStep): Promise<void> {
    await publishStep(this.#project, this.#graph.study, key!, outputs!, confirmed);
    this.#published.push(node.name);
    const { id: study } = this.#graph.study;
    this.#options.report({ event: 'published', study, step: node.name });
  }

  async #start(step: PlannedStep, plan: readonly PlannedStep[], runtime: string): Promise<void> {
    const { name, units } = step.node;
    const key = { ...step.key!, runtime };
    const store = storeOf(this.#project);
    const fingerprint = stepFingerprint(key);
    if (this.#forced.delete(name)) await store.removeStep(fingerprint);
    this.#needed.delete(name);
    const { report } = this.#options;
    report({
      event: 'start',
      study: key.study,
      step: name,
      engine: runtime,
      units: units.length,
      finished: await store.countUnits(fingerprint),
    });
    const began = performance.now();
    const ended = (outcome: Ended['outcome']): Ended => ({
      step,
      key,
      seconds: (performance.now() - began) / 1000,
      outcome,
    });
    const computing = this.#computing.compute({ step, key, plan }, report);
    this.#running.set(
      name,
      computing.then(ended, (error: unknown) => ended({ error })),
    );
  }

  async #settle({ step, key, seconds, outcome }: Ended): Promise<void> {
    const { name, units } = step.node;
    this.#running.delete(name);
    try {
      if ('error' in outcome) {
        this.#computeInput(name, outcome.error);
        return;
      }
      const { outputs, unitSeconds, collectSeconds } = outcome;
      await publishStep(this.#project, this.#graph.study, key, outputs);
      await writeTiming(this.#project.folders, key.study, name, {
        engine: key.runtime,
        units: units.length,
        unitSeconds,
        collectSeconds,
      });
      this.#computed.push(name);
      const changed = !sameOutputs(outputs, step.entry?.outputs);
      this.#options.report({ event: 'done', study: key.study, step: name, seconds, changed });
    } catch (error) {
      if (!this.#options.keepGoing) throw error;
      this.#failed.push(name);
      const message = error instanceof Error ? error.message : String(error);
      this.#options.report({ event: 'failed', study: key.study, step: name, message });
    }
  }

  /**
   * Fresh results may lack files that are kept in the store only, as in a new clone. A step that
   * reads one has that input computed first, and is then computed again.
   * @throws any other error
   */
  #computeInput(name: string, error: unknown): void {
    const { study, nodes } = this.#graph;
    const known = error instanceof MissingInput && nodes.some((node) => node.name === error.step);
    if (!known || this.#failed.includes(error.step)) throw error;
    this.#repeats.note(`${study.id}/${error.step}`, error.message);
    const message = `${study.id}/${error.step} is computed again, for ${name} reads it: ${error.message}.`;
    this.#options.report({ event: 'warning', message });
    this.#needed.add(error.step).add(name);
  }
}

function sameOutputs(now: readonly Output[], before: readonly Output[] | undefined): boolean {
  return before !== undefined && canonicalJson(digestsOf(now)) === canonicalJson(digestsOf(before));
}
