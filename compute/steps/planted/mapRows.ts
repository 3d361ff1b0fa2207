import { z } from 'zod';
import type { ImageSet } from '../../datasets/imageSet.ts';
import { plantedSet } from '../../datasets/planted/plantedSets.ts';
import { cellMeans } from '../../degrade/cells.ts';
import { ALL_CONTROL_IDS, anyControlMap } from '../../degrade/allControls.ts';
import type { InputReader } from '../../pipeline/step.ts';
import { generatorFor } from '../../random/generator.ts';
import { imageValues } from '../imageValues.ts';
import { readMaps } from '../relevanceMaps.ts';
import { evidenceOf } from './evidence.ts';

/** Side of the grid cells to average a map of pixels over; absent for the map as it is. */
const cell = z.number().int().positive().optional();

/** A ranking of pixels to be held against the truth. */
export const mapRowSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('method'),
    id: z.string(),
    title: z.string(),
    /** Name of the explaining step. */
    maps: z.string(),
    cell,
  }),
  z.strictObject({ kind: z.literal('control'), id: z.enum(ALL_CONTROL_IDS), title: z.string() }),
  /** The evidence itself: the best that any map could do, of pixels or of cells. */
  z.strictObject({ kind: z.literal('reference'), id: z.string(), title: z.string(), cell }),
]);

export type MapRow = z.infer<typeof mapRowSchema>;

/** The explaining steps that rows read. */
export function explainingSteps(rows: readonly MapRow[]): string[] {
  return [...new Set(rows.flatMap((row) => (row.kind === 'method' ? [row.maps] : [])))];
}

/** The map of a row for any image, one number a pixel. */
export async function openMapRow(
  row: MapRow,
  set: ImageSet,
  seed: number,
  inputs: InputReader,
): Promise<(image: number) => Float32Array> {
  const [height, width] = set.shape;
  const averaged = (map: Float32Array) =>
    'cell' in row && row.cell !== undefined ? cellMeans(map, height, width, row.cell) : map;
  switch (row.kind) {
    case 'method': {
      const maps = await readMaps(inputs, row.maps);
      return (image) => averaged(maps.pixelMap(image));
    }
    case 'control':
      return (image) =>
        anyControlMap(
          row.id,
          imageValues(set, image, image + 1),
          set.shape,
          generatorFor(seed, 'control', row.id, image),
        );
    case 'reference': {
      const { parts } = plantedSet(set.name);
      const pixels = height * width;
      return (image) =>
        averaged(
          Float32Array.from(evidenceOf(parts.subarray(image * pixels, (image + 1) * pixels))),
        );
    }
  }
}
