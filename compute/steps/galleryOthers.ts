import { z } from 'zod';
import { COMPOSITES } from '../explain/lrp/composites.ts';
import { METHODS, methodById } from '../explain/methods/index.ts';
import { lrpMethod } from '../explain/methods/lrpMethods.ts';
import type { Method } from '../explain/methods/method.ts';
import { predictedClasses } from '../networks/evaluate.ts';
import { disposeNetwork } from '../networks/network.ts';
import type { CollectContext, Outputs, Step } from '../pipeline/step.ts';
import { generatorFor } from '../random/generator.ts';
import { galleryOthersSchema, type GalleryOthers } from '../results/galleryOthers.ts';
import { serialiseArtefact } from '../results/serialise.ts';
import { bytesOfFloats, floatsOfBytes, requireFile } from './binary.ts';
import { selectedImageValues } from './imageValues.ts';
import { mapAtlases, shownMapsFields } from './mapAtlases.ts';
import { loadFoldedNetwork, predictLogits } from './trainedNetwork.ts';

/** A method of compute/explain/methods, or LRP by another composite. */
const otherMethodSchema = z.union([
  z.strictObject({ id: z.enum(METHODS.map(({ id }) => id) as [string, ...string[]]) }),
  z.strictObject({
    id: z.string(),
    title: z.string(),
    composite: z.enum([...COMPOSITES.keys()] as [string, ...string[]]),
  }),
]);

const parametersSchema = z.strictObject({
  ...shownMapsFields,
  methods: z.array(otherMethodSchema).min(1),
  /** Changed images that a sampling method asks the network about, for each image. */
  evaluations: z.number().int().positive().default(1000),
  /** Changed images in one pass. */
  batchSize: z.number().int().positive().default(50),
});

type Parameters = z.infer<typeof parametersSchema>;

/**
 * Explains fixed images by methods of which a study makes no maps of many images, each for the logit of the
 * predicted class. Chance is that of step `explain-by`: an image that both explain has the same map.
 */
export const galleryOthers: Step<Parameters> = {
  id: 'gallery-others',
  summary: 'fixed images with maps by further methods, as lossless PNG and numbers',
  parameters: parametersSchema,
  entry: import.meta.url,
  sequential: false,
  inputs: ({ network, dataset }) => ({ datasets: [dataset], steps: [`train-${network}`] }),
  units: ({ methods }) => methods.map(({ id }) => id),
  runUnit: async ({ parameters, inputs, unit, seed, report }) => {
    const { images, evaluations, batchSize } = parameters;
    const set = await inputs.dataset(parameters.dataset);
    const network = await loadFoldedNetwork(inputs, parameters.network);
    const { explain } = methodOf(parameters, unit);
    const pixels = set.shape[0] * set.shape[1];
    const maps = new Float32Array(images.length * pixels);
    const targets = new Uint8Array(images.length);
    try {
      images.forEach((index, position) => {
        const image = selectedImageValues(set, [index]);
        const [target] = predictedClasses(predictLogits(network, image), set.classNames.length);
        const map = explain({
          network,
          images: image,
          targets: [target!],
          generatorOf: () => generatorFor(seed, unit, index),
          evaluations,
          batchSize,
        });
        maps.set(map, position * pixels);
        targets[position] = target!;
        report({ done: (position + 1) / images.length });
      });
    } finally {
      disposeNetwork(network);
    }
    return new Map([
      ['maps.f32', bytesOfFloats(maps)],
      ['targets.u8', targets],
    ]);
  },
  collect: collectOthers,
};

async function collectOthers(context: CollectContext<Parameters>): Promise<Outputs> {
  const { parameters, inputs } = context;
  const { network, dataset, images, columns, magnification } = parameters;
  const set = await inputs.dataset(dataset);
  const [height, width] = set.shape;
  const layout = { columns, magnification };
  const files = new Map<string, Uint8Array>();
  const methods: GalleryOthers['methods'] = [];
  for (const id of context.units) {
    const unit = await context.unit(id);
    const all = floatsOfBytes(requireFile(unit, 'maps.f32'));
    const own = images.map((_, position) =>
      all.subarray(position * height * width, (position + 1) * height * width),
    );
    const atlases = await mapAtlases(`gallery-others-${id}`, own, [height, width], layout);
    for (const [name, png] of atlases.files) files.set(name, png);
    methods.push({
      id,
      title: methodOf(parameters, id).title,
      settings: settingsOf(parameters, id),
      sharedScale: atlases.sharedScale,
      files: atlases.names,
      maps: own.map((map, position) => ({
        scale: atlases.scales[position]!,
        against: shareAgainst(map),
      })),
    });
  }
  const targets = requireFile(await context.unit(context.units[0]!), 'targets.u8');
  const header = {
    study: context.study,
    step: context.step,
    seed: context.seed,
    engine: context.engine.description,
  };
  files.set(
    'gallery-others.json',
    serialiseArtefact(galleryOthersSchema, {
      header,
      dataset,
      network,
      shape: [...set.shape],
      atlas: layout,
      images: images.map((index, position) => ({ index, predicted: targets[position]! })),
      methods,
    }),
  );
  return { results: files };
}

function methodOf({ methods }: Parameters, id: string): Method {
  const method = methods.find((one) => one.id === id)!;
  return 'composite' in method
    ? lrpMethod(id, method.title, COMPOSITES.get(method.composite)!)
    : methodById(id);
}

/** What a study has chosen; the rest a method has from the report. */
function settingsOf(
  { methods, evaluations }: Parameters,
  id: string,
): GalleryOthers['methods'][number]['settings'] {
  const method = methods.find((one) => one.id === id)!;
  if ('composite' in method) return { composite: method.composite };
  return methodById(id).cost === 'samples' ? { evaluations } : {};
}

function sumOf(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** Share of |relevance| that is negative, 0 … 1. */
function shareAgainst(map: Float32Array): number {
  const all = sumOf(map.map(Math.abs));
  return all === 0 ? 0 : -sumOf(map.map((relevance) => Math.min(0, relevance))) / all;
}
