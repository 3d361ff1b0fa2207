import { z } from 'zod';

/** A number with its 95 % interval. What kind of interval is said by the field that holds it. */
export const estimateSchema = z
  .strictObject({ value: z.number(), low: z.number(), high: z.number() })
  .refine(({ value, low, high }) => low <= value && value <= high, {
    message: 'the interval must contain the value',
  });

export type Estimate = z.infer<typeof estimateSchema>;
