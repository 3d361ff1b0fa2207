import { z } from 'zod';
import type { AnyStep, InputDeclaration, Study } from './step.ts';
import { UserError } from './userError.ts';

/** Of the numbers in parameters: ten times the images of ImageNet. */
const LARGEST = 1e7;

/** A step of a study with its parameters parsed and its declarations asked for. */
export interface Node {
  readonly name: string;
  readonly step: AnyStep;
  readonly parameters: unknown;
  readonly inputs: InputDeclaration;
  readonly units: readonly string[];
}

/** A checked study: nodes ordered so that each comes after the nodes it reads. */
export interface Graph {
  readonly study: Study;
  readonly nodes: readonly Node[];
}

/**
 * Checks a study and orders its steps.
 * @throws UserError naming study, step and field
 */
export function graphOf(study: Study, steps: readonly AnyStep[]): Graph {
  const kinds = new Map(steps.map((step) => [step.id, step]));
  const nodes = new Map<string, Node>();
  for (const { name, step: id, parameters } of study.steps) {
    const where = `Study ${study.id}, step ${name}`;
    const step = kinds.get(id);
    if (step === undefined) {
      throw new UserError(`${where}: no kind of step is called ${id}; see compute/steps.`);
    }
    if (nodes.has(name)) throw new UserError(`${where}: the name is used twice.`);
    nodes.set(name, nodeOf(where, name, step, parameters));
  }
  return { study, nodes: inOrder(study.id, nodes) };
}

function nodeOf(where: string, name: string, step: AnyStep, given: unknown): Node {
  const parsed = step.parameters.safeParse(given);
  if (!parsed.success) {
    throw new UserError(`${where}, parameters: ${z.prettifyError(parsed.error)}`);
  }
  const huge = firstHuge(parsed.data, 'parameters');
  if (huge !== undefined) throw new UserError(`${where}, ${huge}`);
  const units = step.units(parsed.data);
  if (new Set(units).size !== units.length) throw new UserError(`${where}: a unit is named twice.`);
  return { name, step, parameters: parsed.data, inputs: step.inputs(parsed.data), units };
}

/**
 * Finds a number beyond what any study can mean: a slip of the pen in a number of images must not
 * have the names of two thousand million units listed.
 */
function firstHuge(value: unknown, field: string): string | undefined {
  if (typeof value === 'number' && Math.abs(value) > LARGEST) {
    return `${field}: ${value} is beyond ${LARGEST}.`;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, item] of Object.entries(value)) {
    const found = firstHuge(item, Array.isArray(value) ? `${field}[${key}]` : `${field}.${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

function inOrder(study: string, nodes: ReadonlyMap<string, Node>): Node[] {
  const ordered: Node[] = [];
  const state = new Map<string, 'open' | 'done'>();
  const visit = (node: Node): void => {
    if (state.get(node.name) === 'done') return;
    if (state.get(node.name) === 'open') {
      throw new UserError(`Study ${study}: step ${node.name} reads its own output in a circle.`);
    }
    state.set(node.name, 'open');
    for (const input of node.inputs.steps) {
      const before = nodes.get(input);
      if (before === undefined) {
        throw new UserError(
          `Study ${study}, step ${node.name}: reads step ${input}, which the study does not have.`,
        );
      }
      visit(before);
    }
    state.set(node.name, 'done');
    ordered.push(node);
  };
  for (const node of nodes.values()) visit(node);
  return ordered;
}

/** The named nodes and everything they read, directly or not. */
export function withInputs(graph: Graph, names: ReadonlySet<string>): ReadonlySet<string> {
  const chosen = new Set(names);
  for (const node of [...graph.nodes].reverse()) {
    if (chosen.has(node.name)) for (const input of node.inputs.steps) chosen.add(input);
  }
  return chosen;
}
