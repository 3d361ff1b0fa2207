import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { graphOf } from '../../../compute/pipeline/graph.ts';
import type { StudyStep } from '../../../compute/pipeline/step.ts';
import { UserError } from '../../../compute/pipeline/userError.ts';
import { steps } from '../../../compute/steps/index.ts';
import { smallStudies } from '../../pipeline/small/studies/index.ts';
import { damagedJson } from './damage.ts';
import { fuzz } from './fuzz.ts';

const FUZZED = { id: 'fuzzed', title: 'Fuzzed', seed: 1 };

/** One step of each kind. */
const examples = new Map<string, StudyStep>(
  smallStudies.flatMap((study) => study.steps.map((step) => [step.step, step])),
);

describe('fuzzed parameters of a step', () => {
  it('are of every kind', () => {
    expect([...examples.keys()].sort()).toEqual(steps.map(({ id }) => id).sort());
  });

  it.each([...examples])('%s', async (_, { name, step, parameters }) => {
    await fuzz({
      reader: 'parameters of a kind of step',
      input: fc.oneof(
        { weight: 1, arbitrary: fc.constant(parameters) },
        { weight: 20, arbitrary: damagedJson(parameters) },
      ),
      isClear: (error) =>
        error instanceof UserError && /^Study fuzzed, step \S+[,:] /.test(error.message),
      read: (damaged) => {
        const given = { ...FUZZED, steps: [{ name, step, parameters: damaged }] };
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

const whole = smallStudies.find(({ id }) => id === 'measures')!.steps;
const place = fc.nat(whole.length - 1);

/** The steps of a study of which some are lost, doubled, in another order, or of another name or kind. */
const damagedSteps = fc
  .array(
    fc.oneof(
      fc.record({ type: fc.constantFrom('lose' as const, 'double' as const), at: place }),
      fc.record({ type: fc.constant('swap' as const), at: place, by: place }),
      fc.record({
        type: fc.constantFrom('name' as const, 'step' as const),
        at: place,
        text: fc.oneof(
          fc.constantFrom('', 'train', 'lrp', '__proto__', '../x'),
          fc.constantFrom(...whole.map(({ name }) => name)),
          fc.string({ maxLength: 6 }),
        ),
      }),
    ),
    { maxLength: 3 },
  )
  .map((changes) =>
    changes.reduce<readonly StudyStep[]>((own, change) => {
      const step = own[change.at];
      if (step === undefined) return own;
      switch (change.type) {
        case 'lose':
          return own.toSpliced(change.at, 1);
        case 'double':
          return [...own, step];
        case 'swap': {
          const other = own[change.by];
          return other === undefined ? own : own.with(change.at, other).with(change.by, step);
        }
        default:
          return own.with(change.at, { ...step, [change.type]: change.text });
      }
    }, whole),
  );

describe('a fuzzed study', () => {
  it('has each step after those that it reads, or is refused with the name of one', async () => {
    await fuzz({
      reader: 'study',
      input: damagedSteps,
      isClear: (error) =>
        error instanceof UserError && /^Study fuzzed(, step .*)?: /s.test(error.message),
      read: (given) => {
        const { nodes } = graphOf({ ...FUZZED, steps: given }, steps);
        expect(nodes.length).toBe(given.length);
        const before = new Set<string>();
        for (const { name, inputs } of nodes) {
          expect(inputs.steps.every((input) => before.has(input))).toBe(true);
          before.add(name);
        }
      },
    });
  });
});
