import { z } from 'zod';
import type { Step } from '../../pipeline/step.ts';
import { gallery } from '../gallery.ts';
import { renamedGallery } from '../renamedGallery.ts';

const namedSchema = z.strictObject({
  /** Stands in the names of the files: `specimens-<name>.json`. */
  name: z.string().regex(/^[a-z]+$/),
  gallery: gallery.parameters,
});

type Parameters = z.infer<typeof namedSchema>;

/** A gallery whose files have a name of their own, for studies that show several. */
export const specimens: Step<Parameters> = {
  id: 'specimens',
  summary: 'a named gallery: fixed images with the maps of several methods',
  parameters: namedSchema,
  entry: import.meta.url,
  sequential: false,
  inputs: (parameters) => gallery.inputs(parameters.gallery),
  units: (parameters) => gallery.units(parameters.gallery),
  runUnit: (context) => gallery.runUnit({ ...context, parameters: context.parameters.gallery }),
  collect: async (context) =>
    renamedGallery(
      await gallery.collect({ ...context, parameters: context.parameters.gallery }),
      `specimens-${context.parameters.name}`,
    ),
};
