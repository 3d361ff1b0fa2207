import { z } from 'zod';
import type { ImageSet } from '../../datasets/imageSet.ts';
import { saltAndPepper } from '../../degrade/fill.ts';
import { predictedClasses } from '../../networks/evaluate.ts';
import { disposeNetwork, type Network } from '../../networks/network.ts';
import type { Step, UnitContext } from '../../pipeline/step.ts';
import { generatorFor } from '../../random/generator.ts';
import type { Fault } from '../../results/replication/faults.ts';
import { imageBlocks, parseImageBlock, type ImageBlock } from '../imageBlocks.ts';
import { imageValues } from '../imageValues.ts';
import { joinBytes } from '../binary.ts';
import { loadInferenceNetwork, predictLogits } from '../trainedNetwork.ts';
import { keptArea, largestPositions, rankedValues } from './keptPixels.ts';
import { readReplicatedMaps } from './replicatedMaps.ts';
import { repeatsOf } from './repeats.ts';
import { replicationFields } from './replicationParameters.ts';
import { faultsOf, isCorrected, mapWorld, worldsOf, type World } from './worlds.ts';

const parametersSchema = z.strictObject({
  ...replicationFields,
  /** The step that made the maps. */
  maps: z.string(),
  keptShare: z.number().gt(0).lt(1).default(0.2),
  /** What 2021 put in place of pixels, in pixels of 0 … 1. */
  constant: z.number().default(0),
  /** Repeats with other noise and other shuffles of ties. */
  noiseSeeds: z.number().int().positive().default(5),
});

export type ReplicatedDegradationParameters = z.infer<typeof parametersSchema>;

/** Keeps the top fifth and asks the network again, in every world of faults. */
export const degradeReplicated: Step<ReplicatedDegradationParameters> = {
  id: 'degrade-replicated',
  summary: 'accuracy of degraded images with every choice of faults of 2021 corrected',
  parameters: parametersSchema,
  entry: import.meta.url,
  sequential: false,
  inputs: ({ network, dataset, maps }) => ({
    datasets: [dataset],
    steps: [`train-${network}`, maps],
  }),
  units: ({ images, blockSize }) => imageBlocks(images, blockSize),
  runUnit: async (context) => {
    const { parameters, inputs, report } = context;
    const set = await inputs.dataset(parameters.dataset);
    const network = await loadInferenceNetwork(inputs, parameters.network);
    const faults = faultsOf(parameters.method, parameters.faults);
    const block = await degradedBlock(context, set, faults);
    const worlds = worldsOf(faults, parameters.worlds);
    try {
      const predictions = worlds.map((world, position) => {
        report({ done: position / worlds.length });
        return predict(network, block.imagesOf(world));
      });
      return new Map([
        ['intact.u8', predict(network, block.intact)],
        ['predictions.u8', joinBytes(predictions)],
        ['kept.u8', block.keptIn2021],
      ]);
    } finally {
      disposeNetwork(network);
    }
  },
  collect: async ({ units, unit }) => {
    const stored = new Map<string, Uint8Array>();
    for (const name of units) {
      for (const [file, bytes] of await unit(name)) stored.set(`${name}/${file}`, bytes);
    }
    return { stored };
  },
};

function predict(network: Network, images: Float32Array): Uint8Array {
  return predictedClasses(predictLogits(network, images), network.architecture.classes);
}

interface DegradedBlock {
  readonly intact: Float32Array;
  /** Pixels of each image that 2021 kept. */
  readonly keptIn2021: Uint8Array;
  /** Degraded images, row-major [repeats × images of the block × values]. */
  readonly imagesOf: (world: World) => Float32Array;
}

/** What differs between images of a block is drawn once and shared by all worlds. */
async function degradedBlock(
  { parameters, inputs, seed, unit }: UnitContext<ReplicatedDegradationParameters>,
  set: ImageSet,
  faults: readonly Fault[],
): Promise<DegradedBlock> {
  const { keptShare, noiseSeeds, constant } = parameters;
  const block: ImageBlock = parseImageBlock(unit);
  const count = block.end - block.start;
  const [height, width, channels] = set.shape;
  const pixels = height * width;
  const intact = imageValues(set, block.start, block.end);
  const maps = new Map<World, (image: number) => Float32Array>();
  for (const world of worldsOf(faults, parameters.worlds)) {
    const own = mapWorld(faults, world);
    if (!maps.has(own)) {
      maps.set(own, await readReplicatedMaps(inputs, parameters.maps, own, parameters.images));
    }
  }
  const noise = (image: number, repeat: number) =>
    remembered(noiseBlocks, image * noiseSeeds + repeat, () =>
      saltAndPepper(pixels, 1, generatorFor(seed, 'noise', image, repeat)),
    );
  const noiseBlocks = new Map<number, Float32Array>();
  const orders = new Map<string, Int32Array>();
  const kept = (world: World, image: number, repeat: number) => {
    const area = keptArea(faults, world, set.shape, keptShare);
    const rest = ['index', 'channels', 'ties', 'area'].map((id) => isCorrected(faults, world, id));
    const lot = isCorrected(faults, world, 'ties') ? repeat : 0;
    return remembered(orders, [mapWorld(faults, world), ...rest, lot, image].join(), () => {
      const map = maps.get(mapWorld(faults, world))!(image);
      return largestPositions(
        faults,
        world,
        rankedValues(faults, world, map, pixels),
        area.count,
        () => generatorFor(seed, 'ties', image, repeat),
      );
    });
  };
  const keptIn2021 = Uint8Array.from(
    { length: count },
    (_, place) => kept(0, block.start + place, 0).filter((position) => position < pixels).length,
  );
  return {
    intact,
    keptIn2021,
    imagesOf: (world) => {
      const repeats = repeatsOf(faults, world, noiseSeeds);
      const { replaces } = keptArea(faults, world, set.shape, keptShare);
      const noisy = isCorrected(faults, world, 'fill');
      const degraded = new Float32Array(repeats * intact.length);
      for (let repeat = 0; repeat < repeats; repeat++) {
        degraded.set(intact, repeat * intact.length);
        for (let place = 0; place < count; place++) {
          const image = block.start + place;
          const spared = new Uint8Array(pixels);
          for (const position of kept(world, image, repeat)) spared[position] = 1;
          const coins = noisy ? noise(image, repeat) : undefined;
          const first = repeat * intact.length + place * pixels * channels;
          for (let pixel = 0; pixel < pixels; pixel++) {
            if (spared[pixel] || !replaces(pixel)) continue;
            const value = coins ? coins[pixel]! : constant;
            degraded.fill(value, first + pixel * channels, first + (pixel + 1) * channels);
          }
        }
      }
      return degraded;
    },
  };
}

/** The value of a key, made when it is first asked for. */
function remembered<Key, Value>(known: Map<Key, Value>, key: Key, make: () => Value): Value {
  let value = known.get(key);
  if (value === undefined) {
    value = make();
    known.set(key, value);
  }
  return value;
}
