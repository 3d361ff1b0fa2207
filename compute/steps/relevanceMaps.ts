import { z } from 'zod';
import { paintSegments } from '../explain/segmentation/paint.ts';
import { gridSegments } from '../explain/segmentation/grid.ts';
import type { CollectContext, Files, InputReader, Outputs } from '../pipeline/step.ts';
import { bytesOfFloats, floatsOfBytes, joinBytes, requireFile } from './binary.ts';

const descriptorSchema = z.strictObject({
  /** Method as in figures and tables, e.g. `lime`. */
  method: z.string(),
  network: z.string(),
  dataset: z.string(),
  /** The first so many images of the data set. */
  images: z.number().int().positive(),
  /** Indices of further images, whose maps come after these. */
  further: z.array(z.number().int().nonnegative()).optional(),
  shape: z.tuple([z.number(), z.number(), z.number()]),
  /** Side of the grid cells that got one score each; null when every pixel got its own. */
  cell: z.number().int().positive().nullable(),
  /** What `quality.f32` holds. */
  quality: z.enum(['surrogate-r2', 'largest-standard-error', 'conserved-share']),
  settings: z.record(z.string(), z.unknown()),
});

/** Says what the arrays of an explaining step mean; its `maps.json`. */
export type MapsDescriptor = z.infer<typeof descriptorSchema>;

/** Relevance maps of images of a data set, as an explaining step stores them. */
export interface RelevanceMaps {
  readonly descriptor: MapsDescriptor;
  /** Class explained. */
  target(image: number): number;
  /** The number that the descriptor says of one image. */
  quality(image: number): number;
  /** Relevance of every pixel of one image, row-major [height × width]. */
  pixelMap(image: number): Float32Array;
  /** Sum of the scores of one image, of its cells or of its pixels. */
  scoreSum(image: number): number;
}

/** What one block of images yields: `scores` is row-major [images × cells or pixels]. */
export interface MapsBlock {
  readonly scores: Float32Array;
  readonly targets: Uint8Array;
  readonly quality: Float32Array;
}

const ARRAYS = ['scores.f32', 'targets.u8', 'quality.f32'] as const;

/** Files of a finished unit of an explaining step. */
export function mapsBlockFiles(block: MapsBlock): Files {
  return new Map([
    ['scores.f32', bytesOfFloats(block.scores)],
    ['targets.u8', block.targets],
    ['quality.f32', bytesOfFloats(block.quality)],
  ]);
}

/** Joins the blocks of an explaining step into its outputs. */
export async function collectMaps<
  Parameters extends {
    network: string;
    dataset: string;
    images: number;
    further?: number[] | undefined;
    blockSize: number;
  },
>(
  context: CollectContext<Parameters>,
  meaning: Pick<MapsDescriptor, 'method' | 'cell' | 'quality'>,
): Promise<Outputs> {
  const parts = new Map<string, Uint8Array[]>(ARRAYS.map((name) => [name, []]));
  for (const unit of context.units) {
    const files = await context.unit(unit);
    for (const name of ARRAYS) parts.get(name)!.push(requireFile(files, name));
  }
  const { network, dataset, images, further, ...settings } = context.parameters;
  const [height, width, channels] = (await context.inputs.dataset(dataset)).shape;
  const descriptor: MapsDescriptor = {
    ...meaning,
    network,
    dataset,
    images,
    ...(further && { further }),
    shape: [height, width, channels],
    settings,
  };
  const stored = new Map<string, Uint8Array>();
  for (const [name, arrays] of parts) stored.set(name, joinBytes(arrays));
  stored.set('maps.json', new TextEncoder().encode(JSON.stringify(descriptor)));
  return { stored };
}

/** Reads the outputs of an explaining step. */
export async function readMaps(inputs: InputReader, step: string): Promise<RelevanceMaps> {
  const text = new TextDecoder().decode(await inputs.file(step, 'maps.json'));
  const descriptor = descriptorSchema.parse(JSON.parse(text));
  const scores = floatsOfBytes(await inputs.file(step, 'scores.f32'));
  const [height, width] = descriptor.shape;
  const segmentation =
    descriptor.cell === null ? undefined : gridSegments(height, width, descriptor.cell);
  const perImage = segmentation?.count ?? height * width;
  const { images, further = [] } = descriptor;
  const explained = images + further.length;
  if (scores.length !== explained * perImage) {
    throw new Error(
      `step "${step}": scores.f32 holds ${scores.length} numbers, not ${perImage} for each of ${explained} images`,
    );
  }
  const positionOf = (image: number) => {
    if (image < images) return image;
    const position = further.indexOf(image);
    if (position >= 0) return images + position;
    const others = further.length > 0 ? ` and ${further.length} others` : '';
    throw new Error(
      `step "${step}": image ${image} was not explained, only the first ${images}${others}`,
    );
  };
  const scoresOf = (image: number) => {
    const position = positionOf(image);
    return scores.subarray(position * perImage, (position + 1) * perImage);
  };
  const targets = await inputs.file(step, 'targets.u8');
  const quality = floatsOfBytes(await inputs.file(step, 'quality.f32'));
  return {
    descriptor,
    target: (image) => targets[positionOf(image)]!,
    quality: (image) => quality[positionOf(image)]!,
    pixelMap: (image) => {
      const own = scoresOf(image);
      return segmentation ? paintSegments(own, segmentation) : own;
    },
    scoreSum: (image) => scoresOf(image).reduce((sum, score) => sum + score, 0),
  };
}
