import type { InputReader } from '../../pipeline/step.ts';
import type { Fault } from '../../results/replication/faults.ts';
import { imageBlocks, parseImageBlock } from '../imageBlocks.ts';
import { repeatsOf } from './repeats.ts';
import { worldsOf, type World, type WorldChoice } from './worlds.ts';

/** Which images were recognised in which world. */
export interface CorrectShares {
  /** 1 where the image as it is was recognised. */
  readonly intact: Float32Array;
  /** By world, the share of repeats in which each image was recognised. */
  readonly ofWorld: ReadonlyMap<World, Float32Array>;
  /** Pixels that 2021 kept of each image. */
  readonly keptIn2021: Float32Array;
}

/** How a step that degraded images was set. */
export interface DegradedRun {
  readonly step: string;
  readonly images: number;
  readonly blockSize: number;
  readonly noiseSeeds: number;
  readonly worlds: WorldChoice;
}

/** Reads the predictions of a step and holds them against the labels. */
export async function readCorrectShares(
  inputs: InputReader,
  { step, images, blockSize, noiseSeeds, worlds }: DegradedRun,
  faults: readonly Fault[],
  labels: Uint8Array,
): Promise<CorrectShares> {
  const intact = new Float32Array(images);
  const keptIn2021 = new Float32Array(images);
  const ofWorld = new Map(
    worldsOf(faults, worlds).map((world) => [world, new Float32Array(images)] as const),
  );
  for (const block of imageBlocks(images, blockSize)) {
    const { start, end } = parseImageBlock(block);
    const count = end - start;
    const predictions = await inputs.file(step, `${block}/predictions.u8`);
    (await inputs.file(step, `${block}/intact.u8`)).forEach((predicted, place) => {
      intact[start + place] = predicted === labels[start + place] ? 1 : 0;
    });
    keptIn2021.set(await inputs.file(step, `${block}/kept.u8`), start);
    let offset = 0;
    for (const [world, shares] of ofWorld) {
      const repeats = repeatsOf(faults, world, noiseSeeds);
      for (let at = 0; at < repeats * count; at++) {
        const image = start + (at % count);
        if (predictions[offset + at] === labels[image]) shares[image]! += 1 / repeats;
      }
      offset += repeats * count;
    }
  }
  return { intact, ofWorld, keptIn2021 };
}
