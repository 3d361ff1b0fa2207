import type { Outputs } from '../pipeline/step.ts';
import { galleryMapsSchema, gallerySchema } from '../results/gallery.ts';
import { serialiseArtefact } from '../results/serialise.ts';
import { requireFile } from './binary.ts';

/**
 * The outputs of a gallery under another name, also where files name each other: `<name>.json` for
 * `gallery.json`, and so on.
 */
export function renamedGallery(
  { results = new Map<string, Uint8Array>() }: Outputs,
  name: string,
): Outputs {
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
