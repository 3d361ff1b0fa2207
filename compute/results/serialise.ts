import type { z } from 'zod';

/** Significant digits of every number in a published JSON file: enough for any figure, small diffs. */
const SIGNIFICANT_DIGITS = 6;

/**
 * The bytes of a JSON artefact: checked against its schema, numbers to six significant digits
 * (integers in full), short arrays of numbers on one line, a line feed at the end.
 * @throws ZodError naming the field, and TypeError for a number that is not finite
 */
export function serialiseArtefact<Schema extends z.ZodType>(
  schema: Schema,
  value: z.input<Schema>,
): Uint8Array {
  const rounded = roundNumbers(schema.parse(value), '');
  const text = JSON.stringify(rounded, null, 1).replace(
    /\[\n\s*(-?[\d.e+-]+(?:,\n\s*-?[\d.e+-]+)*)\n\s*\]/g,
    (_, numbers: string) => `[${numbers.replace(/\n\s*/g, '')}]`,
  );
  return new TextEncoder().encode(`${text}\n`);
}

function roundNumbers(value: unknown, path: string): unknown {
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`${path || 'value'} is ${String(value)}`);
    return Number.isInteger(value) ? value : Number(value.toPrecision(SIGNIFICANT_DIGITS));
  }
  if (Array.isArray(value))
    return value.map((item, index) => roundNumbers(item, `${path}[${index}]`));
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, roundNumbers(item, `${path}.${key}`)]),
    );
  }
  return value;
}
