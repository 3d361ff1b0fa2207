import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { graphOf } from '../../../compute/pipeline/graph.ts';
import type { StudyStep } from '../../../compute/pipeline/step.ts';
import { UserError } from '../../../compute/pipeline/userError.ts';
import { steps } from '../../../compute/steps/index.ts';
import { studies } from '../../../compute/studies/index.ts';
import { often } from '../thoroughness.ts';
import { damagedJson } from './damage.ts';
import { fuzz } from './fuzz.ts';

/** One step of each kind that the studies have. */
const examples = new Map<string, StudyStep>(
  studies.flatMap((study) => study.steps.map((step) => [step.step, step])),
);

describe('fuzzed parameters of a step', () => {
  it.each([...examples])('%s', async (_, { name, step, parameters }) => {
    await fuzz({
      input: fc.oneof(
        { weight: 1, arbitrary: fc.constant(parameters) },
        { weight: 20, arbitrary: damagedJson(parameters) },
      ),
      runs: often(20, 600),
      isClear: (error) =>
        error instanceof UserError && /^Study fuzzed, step \S+[,:] /.test(error.message),
      read: (damaged) => {
        const study = { id: 'fuzzed', title: 'Fuzzed', seed: 1 };
        const given = { ...study, steps: [{ name, step, parameters: damaged }] };
        const readable = steps.map((kind) => ({
          ...kind,
          // The steps it reads are not there.
          inputs: (parsed: unknown) => ({ ...kind.inputs(parsed), steps: [] }),
        }));
        const [node] = graphOf(given, readable).nodes;
        expect(node!.units.length).toBeGreaterThanOrEqual(0);
        expect(node!.units.every((unit) => typeof unit === 'string')).toBe(true);
      },
    });
  });
});
