import { z } from 'zod';
import type { ImageSet } from '../datasets/imageSet.ts';
import { quantile } from '../metrics/bootstrap.ts';
import { disposeNetwork } from '../networks/network.ts';
import type { CollectContext, InputReader, Outputs, Step } from '../pipeline/step.ts';
import { galleryMapsSchema, gallerySchema, type Gallery } from '../results/gallery.ts';
import { serialiseArtefact } from '../results/serialise.ts';
import { imageAtlas, relevanceAtlas } from './atlas.ts';
import { selectedImageValues } from './imageValues.ts';
import { readMaps, type RelevanceMaps } from './relevanceMaps.ts';
import { softmaxProbability } from './softmax.ts';
import { loadInferenceNetwork, predictLogits } from './trainedNetwork.ts';

const parametersSchema = z.strictObject({
  network: z.string(),
  dataset: z.string(),
  /** Indices of the images shown; they must be among those explained. */
  images: z.array(z.number().int().nonnegative()).min(1),
  columns: z.number().int().positive().default(10),
  magnification: z.number().int().positive().default(4),
  methods: z.array(z.strictObject({ id: z.string(), title: z.string(), maps: z.string() })).min(1),
});

export type GalleryParameters = z.infer<typeof parametersSchema>;
type Method = GalleryParameters['methods'][number];

/** Share of |relevance| values shown below full colour: single outliers do not wash a map out. */
const SCALE_QUANTILE = 0.995;

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
  for (const method of parameters.methods) {
    const shown = await galleryMaps(method, parameters.images, inputs);
    const [height, width] = set.shape;
    for (const [variant, dark, scales] of [
      ['ownLight', false, shown.entry.maps.map(({ scale }) => scale)],
      ['ownDark', true, shown.entry.maps.map(({ scale }) => scale)],
      ['sharedLight', false, shown.entry.maps.map(() => shown.entry.sharedScale)],
      ['sharedDark', true, shown.entry.maps.map(() => shown.entry.sharedScale)],
    ] as const) {
      const png = await relevanceAtlas(shown.maps, scales, [height, width], layout, dark);
      files.set(shown.entry.files[variant], png);
    }
    methods.push(shown.entry);
    maps[method.id] = shown.maps.map((map) => [...map]);
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

async function galleryMaps(
  method: Method,
  images: readonly number[],
  inputs: InputReader,
): Promise<{ entry: Gallery['methods'][number]; maps: Float32Array[] }> {
  const all = await readMaps(inputs, method.maps);
  const maps = images.map((image) => all.pixelMap(image));
  const magnitudes = maps.map((map) => map.map(Math.abs).sort());
  const together = Float32Array.from(magnitudes.flatMap((values) => [...values])).sort();
  const file = (variant: string) => `gallery-${method.id}-${variant}.png`;
  return {
    maps,
    entry: {
      id: method.id,
      title: method.title,
      step: method.maps,
      settings: all.descriptor.settings,
      sharedScale: quantile(together, SCALE_QUANTILE),
      files: {
        ownLight: file('own-light'),
        ownDark: file('own-dark'),
        sharedLight: file('shared-light'),
        sharedDark: file('shared-dark'),
      },
      maps: images.map((image, position) => ({
        scale: quantile(magnitudes[position]!, SCALE_QUANTILE),
        sum: all.scoreSum(image),
        ...qualityField(all, image),
      })),
    },
  };
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
