import { z } from 'zod';

/** How the weight of the KL term rises in training, as a share of what it is at the end. */
export const klAnnealingSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('none') }),
  z.strictObject({
    /** In a straight line from 0 (Bowman et al. 2016, §3.1). */
    type: z.literal('linear'),
    /** Share of all steps in which it rises. */
    until: z.number().gt(0).lt(1),
  }),
]);

export type KlAnnealing = z.infer<typeof klAnnealingSchema>;

/** Share of the KL term's final weight, 0 … 1. @param progress share of all steps done, 0 … 1 */
export function klWeight(annealing: KlAnnealing, progress: number): number {
  return annealing.type === 'none' ? 1 : Math.min(1, progress / annealing.until);
}
