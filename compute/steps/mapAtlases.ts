import { z } from 'zod';
import { quantile } from '../metrics/bootstrap.ts';
import type { Gallery } from '../results/gallery.ts';
import { relevanceAtlas, type AtlasLayout } from './atlas.ts';

/** Parameters of a step that shows fixed images with the maps of methods. */
export const shownMapsFields = {
  /** The network of step `train-<network>`. */
  network: z.string(),
  dataset: z.string(),
  /** Indices of the images shown. */
  images: z.array(z.number().int().nonnegative()).min(1),
  columns: z.number().int().positive().default(10),
  magnification: z.number().int().positive().default(4),
  /** Methods, each as the explaining step `maps` of the study has set it. */
  methods: z.array(z.strictObject({ id: z.string(), title: z.string(), maps: z.string() })).min(1),
};

/** Share of |relevance| values shown below full colour: single outliers do not wash a map out. */
const SCALE_QUANTILE = 0.995;

/** Maps of one method as sprite atlases, on their own scales and on one scale. */
export interface MapAtlases {
  readonly names: Gallery['methods'][number]['files'];
  /** PNG bytes by file name. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Relevance of full colour of each map on its own scale. */
  readonly scales: readonly number[];
  readonly sharedScale: number;
}

/**
 * @param name beginning of the file names
 * @param maps one signed number a pixel, row-major [height × width]
 */
export async function mapAtlases(
  name: string,
  maps: readonly Float32Array[],
  shape: readonly [height: number, width: number],
  layout: AtlasLayout,
): Promise<MapAtlases> {
  const magnitudes = maps.map((map) => map.map(Math.abs).sort());
  const together = Float32Array.from(magnitudes.flatMap((values) => [...values])).sort();
  const scales = magnitudes.map((values) => quantile(values, SCALE_QUANTILE));
  const sharedScale = quantile(together, SCALE_QUANTILE);
  const names = {
    ownLight: `${name}-own-light.png`,
    ownDark: `${name}-own-dark.png`,
    sharedLight: `${name}-shared-light.png`,
    sharedDark: `${name}-shared-dark.png`,
  };
  const files = new Map<string, Uint8Array>();
  for (const [file, used, dark] of [
    [names.ownLight, scales, false],
    [names.ownDark, scales, true],
    [names.sharedLight, maps.map(() => sharedScale), false],
    [names.sharedDark, maps.map(() => sharedScale), true],
  ] as const) {
    files.set(file, await relevanceAtlas(maps, used, shape, layout, dark));
  }
  return { names, files, scales, sharedScale };
}
