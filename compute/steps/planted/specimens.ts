import { z } from 'zod';
import type { Outputs, Step } from '../../pipeline/step.ts';
import { galleryMapsSchema, gallerySchema } from '../../results/gallery.ts';
import { serialiseArtefact } from '../../results/serialise.ts';
import { requireFile } from '../binary.ts';
import { gallery } from '../gallery.ts';

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
    renamed(
      await gallery.collect({ ...context, parameters: context.parameters.gallery }),
      `specimens-${context.parameters.name}`,
    ),
};

/** The same files under another name, also where they name each other. */
function renamed({ results = new Map<string, Uint8Array>() }: Outputs, name: string): Outputs {
  const rename = (file: string) => file.replace(/^gallery/, name);
  const parse = (file: string): unknown =>
    JSON.parse(new TextDecoder().decode(requireFile(results, file)));
  const shown = gallerySchema.parse(parse('gallery.json'));
  const files = new Map([...results].map(([file, bytes]) => [rename(file), bytes]));
  files.set(
    `${name}.json`,
    serialiseArtefact(gallerySchema, {
      ...shown,
      atlas: { ...shown.atlas, images: rename(shown.atlas.images) },
      methods: shown.methods.map((method) => ({
        ...method,
        files: {
          ownLight: rename(method.files.ownLight),
          ownDark: rename(method.files.ownDark),
          sharedLight: rename(method.files.sharedLight),
          sharedDark: rename(method.files.sharedDark),
        },
      })),
    }),
  );
  files.set(
    `${name}-maps.json`,
    serialiseArtefact(galleryMapsSchema, galleryMapsSchema.parse(parse('gallery-maps.json'))),
  );
  return { results: files };
}
