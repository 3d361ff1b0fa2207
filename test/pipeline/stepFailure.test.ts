import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { namingFailures } from '../../compute/pipeline/stepFailure.ts';
import { UserError } from '../../compute/pipeline/userError.ts';

const failureOf = (run: () => unknown) =>
  namingFailures('toy/gallery, unit all', () => Promise.resolve().then(run)).then(
    () => 'none',
    (error: unknown) => (error as Error).message,
  );

describe('a failure in a step', () => {
  it('is told in one line, with the step and the unit', async () => {
    const failed = await failureOf(() => {
      throw new Error('no such\n   composite');
    });
    expect(failed).toBe('toy/gallery, unit all: no such; composite');
  });

  it('tells the first of many fields that do not fit, and how many there are', async () => {
    const schema = z.array(z.number());
    const failed = await failureOf(() => schema.parse(Array.from({ length: 30 }, () => NaN)));
    expect(failed).toMatch(/^toy\/gallery, unit all: .*received NaN; → at \[0\]/);
    expect(failed).toMatch(/→ at \[2\]; and 27 more$/);
    expect(failed).not.toContain('\n');
    expect(await failureOf(() => schema.parse([1, 'two']))).toMatch(/→ at \[1\]$/);
  });

  it('is passed on as it is where it says everything by itself', async () => {
    const failed = await failureOf(() => {
      throw new UserError('The disk is full.');
    });
    expect(failed).toBe('The disk is full.');
  });
});
