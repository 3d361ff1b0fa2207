import { z } from 'zod';
import type { ImageSet } from '../../datasets/imageSet.ts';
import { ALL_CONTROL_IDS, anyControlMap } from '../../degrade/allControls.ts';
import { cellMeans } from '../../degrade/cells.ts';
import type { InputReader } from '../../pipeline/step.ts';
import { generatorFor } from '../../random/generator.ts';
import { imageValues } from '../imageValues.ts';
import { readMaps } from '../relevanceMaps.ts';

/** A method whose maps a step has made, or a control. */
export const measuredRowSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('method'),
    id: z.string(),
    title: z.string(),
    /** Name of the explaining step. */
    maps: z.string(),
    /** Average a map of pixels over grid cells of this side first. */
    cell: z.number().int().positive().optional(),
    /** Pixels of a segment whose one score is painted over all of them: each gets its share. */
    segmentPixels: z.number().int().positive().default(1),
  }),
  z.strictObject({ kind: z.literal('control'), id: z.enum(ALL_CONTROL_IDS), title: z.string() }),
]);

export type MeasuredRow = z.infer<typeof measuredRowSchema>;

/** Steps whose maps the rows read, each once. */
export function mapSteps(rows: readonly MeasuredRow[]): string[] {
  return [...new Set(rows.flatMap((row) => (row.kind === 'method' ? [row.maps] : [])))];
}

/** The map of a row for any image, row-major [height × width]. */
export async function openMeasuredRow(
  row: MeasuredRow,
  set: ImageSet,
  seed: number,
  inputs: InputReader,
): Promise<(image: number) => Float32Array> {
  if (row.kind === 'control') {
    return (image) =>
      anyControlMap(
        row.id,
        imageValues(set, image, image + 1),
        set.shape,
        generatorFor(seed, 'control', row.id, image, 0),
      );
  }
  const maps = await readMaps(inputs, row.maps);
  const { cell, segmentPixels } = row;
  const mapOf = (image: number) => maps.pixelMap(image).map((score) => score / segmentPixels);
  if (cell === undefined) return mapOf;
  return (image) => cellMeans(mapOf(image), set.shape[0], set.shape[1], cell);
}
