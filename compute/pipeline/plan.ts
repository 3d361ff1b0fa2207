import { readFile } from 'node:fs/promises';
import type { Confirmation, ManifestStep } from '../results/manifest.ts';
import { canonicalJson } from './canonicalJson.ts';
import { sha256 } from './digest.ts';
import { stepFingerprint, type FileDigests, type StepKey } from './fingerprint.ts';
import type { Graph, Node } from './graph.ts';
import { keyOfEntry, manifestStep, publishedPath, readManifest } from './manifest.ts';
import { allReadable, digestsOf } from './outputs.ts';
import { storeOf, type Project } from './project.ts';
import type { Output, StepRecord, Store } from './store.ts';
import { changesBetween, type Change } from './whyStale.ts';

/** Published results are up to date; out of date; never computed. */
export type State = 'fresh' | 'stale' | 'missing';

/**
 * What `run` would do: nothing; publish what the store has; compute; or wait for an input step,
 * after which it may turn out that nothing needs to be done.
 */
export type Action = 'none' | 'publish' | 'compute' | 'wait';

export interface PlannedStep {
  readonly node: Node;
  readonly state: State;
  readonly action: Action;
  /** Why it is not fresh, beyond the changes. */
  readonly reasons: readonly string[];
  /** What differs from the published result, old → new. */
  readonly changes: readonly Change[];
  /** Unknown while an input step has to be computed. */
  readonly key: StepKey | undefined;
  /** Known when nothing needs to be computed. */
  readonly outputs: readonly Output[] | undefined;
  /** How those outputs were confirmed, if they were. */
  readonly confirmed?: Confirmation | undefined;
  /** What is published. */
  readonly entry: ManifestStep | undefined;
}

/** Finds what is fresh, stale and missing in a study; reads, and neither computes nor writes. */
export async function planStudy(
  project: Project,
  graph: Graph,
  runtime: string,
): Promise<PlannedStep[]> {
  const manifest = await readManifest(project.folders, graph.study);
  const published = new Map(manifest.steps.map((entry) => [entry.name, entry]));
  const planned = new Map<string, PlannedStep>();
  const { demanded } = project.engineOf(graph.study);
  for (const node of graph.nodes) {
    const entry = published.get(node.name);
    const open = node.inputs.steps.filter((name) => planned.get(name)!.outputs === undefined);
    const inputs = Object.fromEntries(
      node.inputs.steps.map((name): [string, FileDigests] => {
        const outputs = planned.get(name)!.outputs;
        return [name, outputs === undefined ? (entry?.inputs[name] ?? {}) : digestsOf(outputs)];
      }),
    );
    const key = await keyOf(project, graph, node, runtime, inputs);
    // A published result stays fresh on a machine with another engine, unless one is demanded.
    const own = entry === undefined || demanded ? key : { ...key, runtime: entry.runtime };
    planned.set(
      node.name,
      open.length > 0
        ? waiting(node, entry, own, open)
        : await planStep(project, node, entry, key, own),
    );
  }
  return [...planned.values()];
}

/**
 * @param own the key to hold against what is published
 * @param open inputs whose outputs are not known yet; the key holds the ones read before
 */
function waiting(
  node: Node,
  entry: ManifestStep | undefined,
  own: StepKey,
  open: readonly string[],
): PlannedStep {
  return {
    node,
    entry,
    state: entry === undefined ? 'missing' : 'stale',
    action: 'wait',
    reasons: [`input ${open.join(', ')} has to be computed first`],
    changes: changesOf(entry, own),
    key: undefined,
    outputs: undefined,
  };
}

function changesOf(entry: ManifestStep | undefined, own: StepKey): Change[] {
  return entry === undefined ? [] : changesBetween(keyOfEntry(own.study, entry), own);
}

async function keyOf(
  project: Project,
  graph: Graph,
  node: Node,
  runtime: string,
  inputs: StepKey['inputs'],
): Promise<StepKey> {
  const datasets: Record<string, string> = {};
  for (const name of node.inputs.datasets) datasets[name] = await project.datasets.digest(name);
  return {
    study: graph.study.id,
    name: node.name,
    step: node.step.id,
    parameters: node.parameters,
    seed: graph.study.seed,
    datasets,
    inputs,
    code: await project.code.of(node.step.entry),
    runtime,
  };
}

/**
 * @param key what would be computed
 * @param own the key to hold against what is published
 */
async function planStep(
  project: Project,
  node: Node,
  entry: ManifestStep | undefined,
  key: StepKey,
  own: StepKey,
): Promise<PlannedStep> {
  const store = storeOf(project);
  const common = { node, entry, reasons: [], changes: [] };
  if (entry !== undefined) {
    if (stepFingerprint(own) === entry.fingerprint) {
      const reasons = await damageOfPublished(project, own, entry);
      if (reasons.length === 0) {
        return { ...common, key: own, state: 'fresh', action: 'none', outputs: entry.outputs };
      }
      // The damaged entry may name wrong files: what the store recorded is published instead.
      const whole = await readableRecord(project, store, own);
      return whole === undefined
        ? { ...common, key, state: 'stale', action: 'compute', reasons, outputs: undefined }
        : {
            ...common,
            key: own,
            state: 'stale',
            action: 'publish',
            reasons,
            outputs: whole.outputs,
            confirmed: whole.confirmed,
          };
    }
  }
  const state = entry === undefined ? 'missing' : 'stale';
  const changes = changesOf(entry, own);
  const record = await readableRecord(project, store, key);
  if (record !== undefined) {
    const reasons = ['computed before; `run` publishes it from the store'];
    const { outputs, confirmed } = record;
    return { ...common, key, state, action: 'publish', reasons, changes, outputs, confirmed };
  }
  const reasons = entry === undefined ? ['never computed'] : [];
  return { ...common, key, state, action: 'compute', reasons, changes, outputs: undefined };
}

/** @param key the one of the entry's fingerprint */
async function damageOfPublished(
  { folders }: Project,
  key: StepKey,
  entry: ManifestStep,
): Promise<string[]> {
  const { fingerprint, outputs, confirmed } = entry;
  const whole = manifestStep(folders, key, fingerprint, outputs, confirmed);
  if (canonicalJson(whole) !== canonicalJson(entry)) {
    return ['its entry in manifest.json was changed after it was computed'];
  }
  const reasons: string[] = [];
  for (const output of outputs) {
    const at = publishedPath(folders, key.study, output);
    if (at === undefined) continue;
    const bytes = await readFile(at).catch(() => undefined);
    if (bytes === undefined) reasons.push(`published file ${output.published!} is missing`);
    else if (sha256(bytes) !== output.sha256 || bytes.length !== output.bytes) {
      reasons.push(`published file ${output.published!} was changed after it was computed`);
    }
  }
  return reasons;
}

async function readableRecord(
  project: Project,
  store: Store,
  key: StepKey,
): Promise<StepRecord | undefined> {
  const record = await store.readStep(stepFingerprint(key));
  if (record === undefined) return undefined;
  const readable = await allReadable(store, project.folders, key.study, record.outputs);
  return readable ? record : undefined;
}
