import { z } from 'zod';
import type { InputReader, Step } from '../pipeline/step.ts';
import { evaluationSchema } from '../results/evaluation.ts';
import { gallery, type GalleryParameters } from './gallery.ts';
import { renamedGallery } from './renamedGallery.ts';

const parametersSchema = z.strictObject({
  network: z.string(),
  dataset: z.string(),
  methods: z.array(z.strictObject({ id: z.string(), title: z.string(), maps: z.string() })).min(1),
  /** How many images are shown, those of the evaluation whose true class got the least probability. */
  count: z.number().int().positive().default(30),
});

type Parameters = z.infer<typeof parametersSchema>;

/** A gallery of the test images that a network gets most wrong: what it saw in them. */
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
  const { network, count } = parameters;
  const bytes = await inputs.file(`evaluate-${network}`, `evaluation-${network}.json`);
  const { hardest } = evaluationSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
  return galleryOf(
    parameters,
    hardest.slice(0, count).map(({ index }) => index),
  );
}
