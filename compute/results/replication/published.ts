import { z } from 'zod';
import { headerSchema } from '../header.ts';

/** A number that the study of 2021 gave, and where. */
export const publishedFigureSchema = z.strictObject({
  id: z.string().regex(/^[\w-]+$/),
  title: z.string(),
  /** Null where the notebook that held it could not be read. */
  value: z.number().nullable(),
  unit: z.enum(['share', 'count', 'nats', 'percent']),
  /** The file of its repository, or what else it was read from. */
  source: z.string(),
});

/** `published.json`: what the study of 2021 reported, as data. */
export const publishedSchema = z.strictObject({
  header: headerSchema,
  figures: z.array(publishedFigureSchema).min(1),
});

export type Published = z.infer<typeof publishedSchema>;
