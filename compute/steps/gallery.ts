import { z } from 'zod';
import type { ImageSet } from '../datasets/imageSet.ts';
import { disposeNetwork } from '../networks/network.ts';
import type { CollectContext, Outputs, Step } from '../pipeline/step.ts';
import { galleryMapsSchema, gallerySchema, type Gallery } from '../results/gallery.ts';
import { serialiseArtefact } from '../results/serialise.ts';
import { imageAtlas } from './atlas.ts';
import { selectedImageValues } from './imageValues.ts';
import { mapAtlases, shownMapsFields } from './mapAtlases.ts';
import { readMaps, type RelevanceMaps } from './relevanceMaps.ts';
import { softmaxProbability } from './softmax.ts';
import { loadInferenceNetwork, predictLogits } from './trainedNetwork.ts';

/** The images must be among those explained. */
const parametersSchema = z.strictObject(shownMapsFields);

export type GalleryParameters = z.infer<typeof parametersSchema>;

/** Shows fixed images with the map of every method: sprite atlases and the numbers behind them. */
export const gallery: Step<GalleryParameters> = {
  id: 'gallery',
  summary: 'fixed images with the maps of all methods, as lossless PNG and numbers',
  parameters: parametersSchema,
  entry: import.meta.url,
  sequential: false,
  inputs: ({ network, dataset, methods }) => ({
    datasets: [dataset],
    steps: [`train-${network}`, ...methods.map(({ maps }) => maps)],
  }),
  units: () => ['all'],
  runUnit: async ({ parameters, inputs }) => {
    const set = await inputs.dataset(parameters.dataset);
    const network = await loadInferenceNetwork(inputs, parameters.network);
    try {
      const logits = predictLogits(network, selectedImageValues(set, parameters.images));
      return new Map([['logits.f32', new Uint8Array(logits.buffer)]]);
    } finally {
      disposeNetwork(network);
    }
  },
  collect: collectGallery,
};

async function collectGallery(context: CollectContext<GalleryParameters>): Promise<Outputs> {
  const { parameters, inputs } = context;
  const set = await inputs.dataset(parameters.dataset);
  const unit = await context.unit('all');
  const logits = new Float32Array(unit.get('logits.f32')!.slice().buffer);
  const files = new Map<string, Uint8Array>();
  const layout = { columns: parameters.columns, magnification: parameters.magnification };

  const methods: Gallery['methods'] = [];
  const maps: Record<string, number[][]> = {};
  for (const { id, title, maps: step } of parameters.methods) {
    const all = await readMaps(inputs, step);
    const own = parameters.images.map((image) => all.pixelMap(image));
    const [height, width] = set.shape;
    const atlases = await mapAtlases(`gallery-${id}`, own, [height, width], layout);
    for (const [name, png] of atlases.files) files.set(name, png);
    methods.push({
      id,
      title,
      step,
      settings: all.descriptor.settings,
      sharedScale: atlases.sharedScale,
      files: atlases.names,
      maps: parameters.images.map((image, position) => ({
        scale: atlases.scales[position]!,
        sum: all.scoreSum(image),
        ...qualityField(all, image),
      })),
    });
    maps[id] = own.map((map) => [...map]);
  }

  const header = {
    study: context.study,
    step: context.step,
    seed: context.seed,
    engine: context.engine.description,
  };
  const images = parameters.images.map((index) => imageBytes(set, index));
  files.set('gallery-images.png', await imageAtlas(images, set.shape, layout));
  files.set(
    'gallery.json',
    serialiseArtefact(gallerySchema, {
      header,
      dataset: parameters.dataset,
      network: parameters.network,
      classNames: [...set.classNames],
      shape: [...set.shape],
      atlas: { ...layout, images: 'gallery-images.png' },
      images: parameters.images.map((index, position) => {
        const classes = set.classNames.length;
        const own = [...logits.subarray(position * classes, (position + 1) * classes)];
        const predicted = own.indexOf(Math.max(...own));
        return {
          index,
          label: set.labels[index]!,
          logits: own,
          predicted,
          probability: softmaxProbability(own, predicted),
        };
      }),
      methods,
    }),
  );
  files.set(
    'gallery-maps.json',
    serialiseArtefact(galleryMapsSchema, {
      header,
      shape: [...set.shape],
      images: images.map((image) => [...image]),
      maps,
    }),
  );
  return { results: files };
}

function qualityField({ descriptor, quality }: RelevanceMaps, image: number) {
  const value = quality(image);
  switch (descriptor.quality) {
    case 'surrogate-r2':
      return { surrogateR2: value };
    case 'largest-standard-error':
      return { largestStandardError: value };
    case 'conserved-share':
      return {};
  }
}

function imageBytes(set: ImageSet, index: number): Uint8Array {
  const size = set.shape[0] * set.shape[1] * set.shape[2];
  return set.pixels.subarray(index * size, (index + 1) * size);
}
