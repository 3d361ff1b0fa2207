import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { artefactSchema } from '../../compute/results/artefacts.ts';
import { degradationSchema } from '../../compute/results/degradation.ts';
import { trainingLogSchema } from '../../compute/results/trainingLog.ts';
import { estimateSchema } from '../../compute/results/estimate.ts';
import { serialiseArtefact } from '../../compute/results/serialise.ts';

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

describe('serialiseArtefact', () => {
  it('keeps six significant digits, integers in full, and number arrays on one line', () => {
    const schema = z.strictObject({ values: z.array(z.number()), count: z.number() });
    expect(
      text(serialiseArtefact(schema, { values: [1 / 3, -2e-9 / 3, 5], count: 12345678 })),
    ).toBe('{\n "values": [0.333333,-6.66667e-10,5],\n "count": 12345678\n}\n');
  });

  it('refuses NaN and names the field', () => {
    const schema = z.strictObject({ accuracy: z.number() });
    expect(() => serialiseArtefact(schema, { accuracy: NaN })).toThrow(/accuracy/);
  });
});

describe('schemas', () => {
  it('refuse an interval that does not contain its value', () => {
    expect(estimateSchema.safeParse({ value: 0.5, low: 0.6, high: 0.7 }).success).toBe(false);
    expect(estimateSchema.safeParse({ value: 0.5, low: 0.4, high: 0.7 }).success).toBe(true);
  });

  it('are found by file name', () => {
    expect(artefactSchema('degradation.json')).toBe(degradationSchema);
    expect(artefactSchema('training-better.json')).toBe(trainingLogSchema);
    expect(artefactSchema('notes.json')).toBeUndefined();
  });
});
