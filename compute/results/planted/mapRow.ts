import { z } from 'zod';

/** A ranking of pixels that is held against the truth, as every planted artefact names it. */
export const mapRowFields = {
  /** Name used everywhere, e.g. `kernel-shap`. */
  id: z.string(),
  title: z.string(),
  /** A control knows nothing of the network; a reference is made from the truth itself. */
  kind: z.enum(['method', 'control', 'reference']),
};
