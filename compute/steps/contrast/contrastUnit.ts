import { z } from 'zod';
import type { Files } from '../../pipeline/step.ts';
import { contrastsSchema } from '../../results/contrasts.ts';
import { bytesOfFloats, floatsOfBytes, joinBytes, requireFile } from '../binary.ts';

const { images, methods } = contrastsSchema.shape;
const numbersSchema = methods.element.shape.maps.element.omit({ scale: true });
const aboutSchema = images.element
  .omit({ index: true })
  .extend({ methods: z.array(numbersSchema) });

/** What a map of the difference of two logits says of itself. */
export type ContrastNumbers = z.infer<typeof numbersSchema>;

/** One image, its two likeliest classes and the maps of all methods. */
export interface ContrastUnit extends z.infer<typeof aboutSchema> {
  /** Row-major [height × width], one a method, in the order of `methods`. */
  readonly maps: readonly Float32Array[];
}

/** Files of a finished unit. */
export function contrastUnitFiles({ maps, ...about }: ContrastUnit): Files {
  return new Map([
    ['about.json', new TextEncoder().encode(JSON.stringify(aboutSchema.parse(about)))],
    ['maps.f32', joinBytes(maps.map(bytesOfFloats))],
  ]);
}

/** Reads what `contrastUnitFiles` wrote. */
export function readContrastUnit(files: Files): ContrastUnit {
  const text = new TextDecoder().decode(requireFile(files, 'about.json'));
  const about = aboutSchema.parse(JSON.parse(text));
  const values = floatsOfBytes(requireFile(files, 'maps.f32'));
  const pixels = values.length / about.methods.length;
  const maps = about.methods.map((_, place) =>
    values.subarray(place * pixels, (place + 1) * pixels),
  );
  return { ...about, maps };
}
