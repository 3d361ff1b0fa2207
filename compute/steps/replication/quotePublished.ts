import { z } from 'zod';
import type { Step } from '../../pipeline/step.ts';
import { publishedFigureSchema, publishedSchema } from '../../results/replication/published.ts';
import { serialiseArtefact } from '../../results/serialise.ts';

const parametersSchema = z.strictObject({ figures: z.array(publishedFigureSchema).min(1) });

type Parameters = z.infer<typeof parametersSchema>;

/** Publishes the numbers of an earlier study, so that text and tables can be bound to them. */
export const quotePublished: Step<Parameters> = {
  id: 'quote-published',
  summary: 'numbers of an earlier study, as data',
  parameters: parametersSchema,
  entry: import.meta.url,
  sequential: false,
  inputs: () => ({ datasets: [], steps: [] }),
  units: () => [],
  runUnit: () => Promise.reject(new Error('there is nothing to compute')),
  collect: async ({ parameters, study, step, seed, engine }) => {
    const header = { study, step, seed, engine: engine.description };
    const bytes = serialiseArtefact(publishedSchema, { header, figures: parameters.figures });
    return Promise.resolve({ results: new Map([['published.json', bytes]]) });
  },
};
