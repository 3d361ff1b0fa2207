import type { z } from 'zod';
import { conservationSchema } from './conservation.ts';
import { degradationSchema } from './degradation.ts';
import { evaluationSchema } from './evaluation.ts';
import { galleryMapsSchema, gallerySchema } from './gallery.ts';
import { trainingLogSchema } from './trainingLog.ts';

/** The published JSON files of a study: name, or beginning of the name, and schema. */
const schemas: readonly { readonly name: RegExp; readonly schema: z.ZodType }[] = [
  { name: /^training-[\w-]+\.json$/, schema: trainingLogSchema },
  { name: /^evaluation-[\w-]+\.json$/, schema: evaluationSchema },
  { name: /^gallery\.json$/, schema: gallerySchema },
  { name: /^gallery-maps\.json$/, schema: galleryMapsSchema },
  { name: /^degradation\.json$/, schema: degradationSchema },
  { name: /^conservation\.json$/, schema: conservationSchema },
];

/** The schema that a published JSON file must satisfy, by its name; undefined for other files. */
export function artefactSchema(fileName: string): z.ZodType | undefined {
  return schemas.find(({ name }) => name.test(fileName))?.schema;
}
