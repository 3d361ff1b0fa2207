import type { z } from 'zod';
import { agreementSchema } from './agreement.ts';
import { bayesianTrainingSchema } from './bayesianTraining.ts';
import { compressedSchema } from './compressed.ts';
import { conservationSchema } from './conservation.ts';
import { contrastsMapsSchema, contrastsSchema } from './contrasts.ts';
import { curvesSchema } from './curves.ts';
import { degradationSchema } from './degradation.ts';
import { doubtSchema } from './doubt.ts';
import { evaluationSchema } from './evaluation.ts';
import { galleryMapsSchema, gallerySchema } from './gallery.ts';
import { galleryOthersSchema } from './galleryOthers.ts';
import { metricTableSchema } from './metricTable.ts';
import { localisationSchema } from './planted/localisation.ts';
import { partShapleySchema } from './planted/partShapley.ts';
import { shortcutSchema } from './planted/shortcut.ts';
import { truthAgreementSchema } from './planted/truthAgreement.ts';
import { quantisedSchema } from './quantised.ts';
import { replicatedNetworksSchema } from './replication/networks.ts';
import { publishedSchema } from './replication/published.ts';
import { replicationSchema } from './replication/replication.ts';
import { roundedWeightsSchema } from './roundedWeights.ts';
import { stabilitySchema } from './stability.ts';
import { trainingLogSchema } from './trainingLog.ts';
import { uncertaintySchema } from './uncertainty.ts';
import { unfamiliarSchema } from './unfamiliar.ts';

/** The published JSON files of a study: name, or beginning of the name, and schema. */
const schemas: readonly { readonly name: RegExp; readonly schema: z.ZodType }[] = [
  { name: /^training-[\w-]+\.json$/, schema: trainingLogSchema },
  { name: /^evaluation-[\w-]+\.json$/, schema: evaluationSchema },
  { name: /^gallery\.json$/, schema: gallerySchema },
  { name: /^gallery-maps\.json$/, schema: galleryMapsSchema },
  { name: /^gallery-others\.json$/, schema: galleryOthersSchema },
  { name: /^hardest\.json$/, schema: gallerySchema },
  { name: /^hardest-maps\.json$/, schema: galleryMapsSchema },
  { name: /^contrasts\.json$/, schema: contrastsSchema },
  { name: /^contrasts-maps\.json$/, schema: contrastsMapsSchema },
  { name: /^degradation(-[\w-]+)?\.json$/, schema: degradationSchema },
  { name: /^agreement\.json$/, schema: agreementSchema },
  { name: /^stability\.json$/, schema: stabilitySchema },
  { name: /^curves\.json$/, schema: curvesSchema },
  { name: /^metrics-[a-z]+\.json$/, schema: metricTableSchema },
  { name: /^conservation\.json$/, schema: conservationSchema },
  { name: /^bayesian-training-[\w-]+\.json$/, schema: bayesianTrainingSchema },
  { name: /^uncertainty\.json$/, schema: uncertaintySchema },
  { name: /^unfamiliar\.json$/, schema: unfamiliarSchema },
  { name: /^doubt\.json$/, schema: doubtSchema },
  { name: /^compressed-[\w-]+\.json$/, schema: compressedSchema },
  { name: /^quantised-[\w-]+\.json$/, schema: quantisedSchema },
  { name: /^rounded-weights-[\w-]+\.json$/, schema: roundedWeightsSchema },
  { name: /^specimens-[a-z]+\.json$/, schema: gallerySchema },
  { name: /^specimens-[a-z]+-maps\.json$/, schema: galleryMapsSchema },
  { name: /^localisation-[\w-]+\.json$/, schema: localisationSchema },
  { name: /^shortcut\.json$/, schema: shortcutSchema },
  { name: /^part-shapley-[\w-]+\.json$/, schema: partShapleySchema },
  { name: /^published\.json$/, schema: publishedSchema },
  { name: /^replication-[\w-]+\.json$/, schema: replicationSchema },
  { name: /^networks-[\w-]+\.json$/, schema: replicatedNetworksSchema },
  { name: /^truth-agreement-[\w-]+\.json$/, schema: truthAgreementSchema },
];

/** The schema that a published JSON file must satisfy, by its name; undefined for other files. */
export function artefactSchema(fileName: string): z.ZodType | undefined {
  return schemas.find(({ name }) => name.test(fileName))?.schema;
}
