import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { canonicalJson } from '../../compute/pipeline/canonicalJson.ts';
import {
  stepFingerprint,
  unitFingerprint,
  type StepKey,
} from '../../compute/pipeline/fingerprint.ts';
import { graphOf, withInputs } from '../../compute/pipeline/graph.ts';
import type { AnyStep, StudyStep } from '../../compute/pipeline/step.ts';

/** A kind of step that reads the steps its parameters name. */
const reads: AnyStep = {
  id: 'reads',
  summary: 'reads other steps',
  parameters: z.strictObject({ from: z.array(z.string()).default([]) }),
  entry: import.meta.url,
  sequential: false,
  inputs: (parameters) => ({ datasets: [], steps: (parameters as { from: string[] }).from }),
  units: () => ['all'],
  runUnit: () => Promise.resolve(new Map()),
  collect: () => Promise.resolve({}),
};

const study = (...steps: readonly StudyStep[]) => ({ id: 's', title: 'S', seed: 1, steps });
const step = (name: string, ...from: string[]) => ({ name, step: 'reads', parameters: { from } });
const order = (...steps: readonly StudyStep[]) =>
  graphOf(study(...steps), [reads]).nodes.map(({ name }) => name);

describe('the graph of a study', () => {
  it('puts every step after the steps it reads', () => {
    expect(order(step('c', 'b'), step('a'), step('b', 'a'))).toEqual(['a', 'b', 'c']);
  });

  it('finds all that a step needs', () => {
    const graph = graphOf(study(step('a'), step('b', 'a'), step('c', 'b'), step('d')), [reads]);
    expect([...withInputs(graph, new Set(['b']))].sort()).toEqual(['a', 'b']);
  });

  it.each([
    [[step('a', 'a')], /Study s: step a reads its own output in a circle/],
    [[step('a', 'b'), step('b', 'a')], /in a circle/],
    [[step('a', 'b')], /Study s, step a: reads step b, which the study does not have/],
    [[step('a'), step('a')], /step a: the name is used twice/],
    [[{ name: 'a', step: 'unknown', parameters: {} }], /no kind of step is called unknown/],
    [[{ name: 'a', step: 'reads', parameters: { form: [] } }], /step a, parameters: .*form/],
    [[{ name: 'a', step: 'reads', parameters: { from: 3 } }], /step a, parameters: [^]*from/],
  ] as [StudyStep[], RegExp][])('refuses %j', (steps, message) => {
    expect(() => graphOf(study(...steps), [reads])).toThrow(message);
  });
});

const digest = (letter: string) => letter.repeat(64);
const key: StepKey = {
  study: 's',
  name: 'a',
  step: 'reads',
  parameters: { from: [], nested: { b: 1, a: [2] } },
  seed: 1,
  datasets: { d: digest('d') },
  inputs: { b: { file: digest('b') } },
  code: { bundle: digest('c'), packages: { zod: '4.0.0' } },
  runtime: 'engine 1',
};

describe('fingerprints', () => {
  it('do not depend on the order of keys', () => {
    const reversed = Object.fromEntries(Object.entries(key).reverse()) as StepKey;
    expect(stepFingerprint(reversed)).toBe(stepFingerprint(key));
    expect(canonicalJson({ b: 1, a: { d: 2, c: 3 } })).toBe('{"a":{"c":3,"d":2},"b":1}');
  });

  it.each([
    ['study', { study: 't' }],
    ['name', { name: 'b' }],
    ['step', { step: 'other' }],
    ['parameters', { parameters: { from: [], nested: { b: 1, a: [3] } } }],
    ['seed', { seed: 2 }],
    ['datasets', { datasets: { d: digest('e') } }],
    ['inputs', { inputs: { b: { file: digest('e') } } }],
    ['code', { code: { ...key.code, bundle: digest('e') } }],
    ['packages', { code: { ...key.code, packages: { zod: '4.0.1' } } }],
    ['runtime', { runtime: 'engine 2' }],
  ] as [string, Partial<StepKey>][])('change with %s', (_, change) => {
    expect(stepFingerprint({ ...key, ...change })).not.toBe(stepFingerprint(key));
  });

  it('of units change with the unit and with what came before', () => {
    const all = [
      unitFingerprint('f', 'epoch-1'),
      unitFingerprint('f', 'epoch-2'),
      unitFingerprint('f', 'epoch-2', { weights: digest('a') }),
      unitFingerprint('f', 'epoch-2', { weights: digest('b') }),
      unitFingerprint('g', 'epoch-1'),
    ];
    expect(new Set(all).size).toBe(5);
  });
});
