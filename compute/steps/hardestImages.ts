import { z } from 'zod';
import type { InputReader, Step } from '../pipeline/step.ts';
import { floatsOfBytes } from './binary.ts';
import { gallery, type GalleryParameters } from './gallery.ts';

import { readMaps } from './relevanceMaps.ts';
import { renamedGallery } from './renamedGallery.ts';
import { softmaxProbability } from './softmax.ts';

const parametersSchema = z.strictObject({
  network: z.string(),
  dataset: z.string(),
  methods: z.array(z.strictObject({ id: z.string(), title: z.string(), maps: z.string() })).min(1),
  /** How many images are shown: of those explained, the ones whose true class got the least probability. */
  count: z.number().int().positive().default(30),
});

type Parameters = z.infer<typeof parametersSchema>;

/** A gallery of the explained test images that a network gets most wrong: what it saw in them. */
export const hardestImages: Step<Parameters> = {
  id: 'hardest-images',
  summary: 'the test images that a network gets most wrong, with their maps',
  parameters: parametersSchema,
  entry: import.meta.url,
  sequential: false,
  inputs: (parameters) => {
    const { datasets, steps } = gallery.inputs(galleryOf(parameters, [0]));
    return { datasets, steps: [...steps, `evaluate-${parameters.network}`] };
  },
  units: () => ['all'],
  runUnit: async (context) => {
    const parameters = await withImages(context.parameters, context.inputs);
    return gallery.runUnit({ ...context, parameters });
  },
  collect: async (context) => {
    const parameters = await withImages(context.parameters, context.inputs);
    return renamedGallery(await gallery.collect({ ...context, parameters }), 'hardest');
  },
};

function galleryOf({ network, dataset, methods }: Parameters, images: number[]): GalleryParameters {
  return gallery.parameters.parse({ network, dataset, methods, images });
}

async function withImages(parameters: Parameters, inputs: InputReader): Promise<GalleryParameters> {
  const { network, dataset, methods, count } = parameters;
  const { labels, classNames } = await inputs.dataset(dataset);
  const logits = floatsOfBytes(await inputs.file(`evaluate-${network}`, 'test-logits.f32'));
  const explained = await Promise.all(methods.map(({ maps }) => readMaps(inputs, maps)));
  const candidates = Math.min(...explained.map(({ descriptor }) => descriptor.images));
  const classes = classNames.length;
  const hardest = Array.from({ length: candidates }, (_, index) => ({
    index,
    probability: softmaxProbability(
      logits.subarray(index * classes, (index + 1) * classes),
      labels[index]!,
    ),
  })).sort((a, b) => a.probability - b.probability || a.index - b.index);
  return galleryOf(
    parameters,
    hardest.slice(0, count).map(({ index }) => index),
  );
}
