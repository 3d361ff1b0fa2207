import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { COMPOSITES, epsilon, zero } from '../../explain/lrp/composites.ts';
import { explainByLrp } from '../../explain/lrp/explainByLrp.ts';
import { disposeNetwork } from '../../networks/network.ts';
import type { Step, UnitContext } from '../../pipeline/step.ts';
import type { Fault } from '../../results/replication/faults.ts';
import { bytesOfFloats, joinBytes } from '../binary.ts';
import { explainEachImage } from '../explainedImages.ts';
import { imageBlocks, parseImageBlock } from '../imageBlocks.ts';
import { imageValues } from '../imageValues.ts';
import { loadFoldedNetwork } from '../trainedNetwork.ts';
import { colourNetwork, repeatChannels } from './colourNetwork.ts';
import { mapsFile } from './replicatedMaps.ts';
import { mapSettingsFields, replicationFields } from './replicationParameters.ts';
import { segmentMaps } from './segmentMaps.ts';
import { faultsOf, isCorrected, mapWorld, worldsOf, type World } from './worlds.ts';

const parametersSchema = z.strictObject({ ...replicationFields, ...mapSettingsFields });

export type MapParameters = z.infer<typeof parametersSchema>;

/** One method of 2021 with every choice of its faults that change the map. */
export const explainReplicated: Step<MapParameters> = {
  id: 'explain-replicated',
  summary: 'maps as in 2021, with one fault after the other corrected',
  parameters: parametersSchema,
  entry: import.meta.url,
  sequential: false,
  inputs: ({ network, dataset }) => ({ datasets: [dataset], steps: [`train-${network}`] }),
  units: ({ images, blockSize }) => imageBlocks(images, blockSize),
  runUnit: async (context) => {
    const { method, faults: ids, worlds: choice } = context.parameters;
    const faults = faultsOf(method, ids);
    const worlds = [...new Set(worldsOf(faults, choice).map((world) => mapWorld(faults, world)))];
    const block =
      method === 'lrp'
        ? await lrpBlock(context, faults, worlds)
        : await segmentBlock(context, faults, worlds);
    return new Map([
      ...[...block.maps].map(([world, maps]) => [mapsFile(world), bytesOfFloats(maps)] as const),
      ['segments.u8', block.segments],
      ['selected.u8', block.selected],
    ]);
  },
  collect: async ({ units, unit }) => {
    const parts = new Map<string, Uint8Array[]>();
    for (const name of units) {
      for (const [file, bytes] of await unit(name))
        parts.set(file, [...(parts.get(file) ?? []), bytes]);
    }
    return { stored: new Map([...parts].map(([file, bytes]) => [file, joinBytes(bytes)])) };
  },
};

interface MapBlock {
  /** By map world, row-major [images × values of a map]. */
  readonly maps: ReadonlyMap<World, Float32Array>;
  readonly segments: Uint8Array;
  readonly selected: Uint8Array;
}

async function segmentBlock(
  context: UnitContext<MapParameters>,
  faults: readonly Fault[],
  worlds: readonly World[],
): Promise<MapBlock> {
  const { start, end } = parseImageBlock(context.unit);
  const maps = new Map<World, Float32Array>();
  const [segments, selected] = [new Uint8Array(end - start), new Uint8Array(end - start)];
  await explainEachImage(context, (image) => {
    const own = segmentMaps(context.parameters, faults, worlds, image, context.seed);
    const place = image.index - start;
    for (const [world, map] of own.maps) {
      if (!maps.has(world)) maps.set(world, new Float32Array((end - start) * map.length));
      maps.get(world)!.set(map, place * map.length);
    }
    segments[place] = own.segments;
    selected[place] = own.selected;
    return { scores: [], quality: 0 };
  });
  return { maps, segments, selected };
}

/** Maps of LRP hold one number for each channel that the network of 2021 saw. */
async function lrpBlock(
  { parameters, inputs, unit, report }: UnitContext<MapParameters>,
  faults: readonly Fault[],
  worlds: readonly World[],
): Promise<MapBlock> {
  const { start, end } = parseImageBlock(unit);
  const set = await inputs.dataset(parameters.dataset);
  const folded = await loadFoldedNetwork(inputs, parameters.network);
  const network = colourNetwork(folded);
  disposeNetwork(folded);
  const { inputShape } = network.architecture;
  const values = repeatChannels(imageValues(set, start, end), set.shape[2], inputShape[2]);
  const maps = new Map<World, Float32Array>();
  try {
    for (const [position, world] of worlds.entries()) {
      maps.set(world, isCorrected(faults, world, 'map') ? relevanceIn(world) : values);
      report({ done: (position + 1) / worlds.length });
    }
  } finally {
    disposeNetwork(network);
  }
  return { maps, segments: new Uint8Array(end - start), selected: new Uint8Array(end - start) };

  function relevanceIn(world: World): Float32Array {
    const { stabiliser, composite } = parameters;
    const single = stabiliser === 0 ? zero : epsilon(stabiliser);
    const rules = isCorrected(faults, world, 'rule') ? COMPOSITES.get(composite)! : single;
    const images = tf.tensor4d(values, [end - start, ...inputShape]);
    const { relevance } = explainByLrp(network, images, 'predicted', rules);
    const found = relevance.dataSync<'float32'>().slice();
    tf.dispose([images, relevance]);
    return found;
  }
}
