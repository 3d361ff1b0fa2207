import { z } from 'zod';
import type { Architecture, Layer } from '../networks/architecture.ts';
import { KerasError } from './kerasError.ts';

const size = z.number().int().positive();
const pair = z.union([
  z.tuple([size, size]),
  size.transform((side): [number, number] => [side, side]),
]);

/** Fields of all layers that are read; regularisers, initialisers and names are of no interest here. */
const settingsSchema = z.looseObject({
  activation: z.string().optional(),
  batch_input_shape: z.array(size.nullable()).optional(),
  batch_shape: z.array(size.nullable()).optional(),
  data_format: z.string().nullish(),
  dilation_rate: pair.optional(),
  groups: z.number().optional(),
  filters: size.optional(),
  kernel_size: pair.optional(),
  pool_size: pair.optional(),
  strides: pair.nullish(),
  padding: z.enum(['same', 'valid']).optional(),
  use_bias: z.boolean().optional(),
  units: size.optional(),
  rate: z.number().optional(),
  epsilon: z.number().optional(),
  momentum: z.number().optional(),
  scale: z.boolean().optional(),
  center: z.boolean().optional(),
});

const modelSchema = z.looseObject({
  class_name: z.literal('Sequential'),
  config: z.looseObject({
    name: z.string().default('sequential'),
    layers: z.array(z.looseObject({ class_name: z.string(), config: settingsSchema })).min(1),
  }),
});

type Settings = z.infer<typeof settingsSchema>;

/**
 * The architecture of a Sequential model, from the JSON that Keras writes beside the weights. A softmax
 * at the end is left out, so that the network gives logits.
 * @throws KerasError `unsupported-model`, naming the layer, for anything that this project cannot compute
 */
export function kerasArchitecture(json: string, file: string): Architecture {
  const parsed = modelSchema.safeParse(JSON.parse(json));
  if (!parsed.success) {
    const detail = `only Sequential models can be read. ${z.prettifyError(parsed.error)}`;
    throw new KerasError('unsupported-model', file, detail);
  }
  const { name, layers: given } = parsed.data.config;
  const layers = given.flatMap(({ class_name: kind, config }, index) => {
    const own = layersOf(kind, config);
    if (own === undefined) {
      const detail = `layer ${index} (${kind}) has settings or a kind that cannot be read here.`;
      throw new KerasError('unsupported-model', file, detail);
    }
    return own;
  });
  if (layers.at(-1) === 'softmax') layers.pop();
  const softmax = layers.indexOf('softmax');
  const shapes = given.map(({ config }) => config.batch_input_shape ?? config.batch_shape);
  const shape = shapes.find((own) => own !== undefined)?.slice(1);
  const units = layers.findLast((layer) => layer !== 'softmax' && layer.type === 'dense');
  if (softmax >= 0 || shape?.length !== 3 || shape.includes(null) || units === undefined) {
    const detail =
      'only models of images [height, width, channels] that end in a dense layer, with or without ' +
      'softmax, can be read.';
    throw new KerasError('unsupported-model', file, detail);
  }
  return {
    name,
    inputShape: shape as [number, number, number],
    classes: (units as { units: number }).units,
    layers: layers as Layer[],
  };
}

/** Layers of ours that one of Keras stands for; undefined where none do the same. */
function layersOf(kind: string, settings: Settings): (Layer | 'softmax')[] | undefined {
  if (settings.data_format === 'channels_first') return undefined;
  const activation = activationOf(settings.activation);
  if (activation === undefined) return undefined;
  const padding = settings.padding ?? 'valid';
  switch (kind) {
    case 'InputLayer':
      return [];
    case 'Conv2D': {
      const { filters, kernel_size: kernelSize, strides, use_bias: bias = true } = settings;
      const plain = (settings.dilation_rate ?? [1, 1]).every((rate) => rate === 1);
      if (!plain || (settings.groups ?? 1) !== 1) return undefined;
      if (filters === undefined || kernelSize === undefined) return undefined;
      return [
        {
          type: 'conv2d',
          filters,
          kernelSize,
          ...(strides && strides.some((step) => step !== 1) && { strides }),
          padding,
          bias: bias ? 'channel' : 'none',
        },
        ...activation,
      ];
    }
    case 'Dense':
      return settings.units === undefined
        ? undefined
        : [
            { type: 'dense', units: settings.units, bias: settings.use_bias ?? true },
            ...activation,
          ];
    case 'MaxPooling2D':
    case 'AveragePooling2D': {
      const { pool_size: size = [2, 2], strides } = settings;
      const differ = strides?.some((step, axis) => step !== size[axis]);
      const type = kind === 'MaxPooling2D' ? 'maxPool' : 'averagePool';
      return [{ type, size, ...(strides && differ && { strides }), padding }];
    }
    case 'BatchNormalization':
      return [
        {
          type: 'batchNorm',
          epsilon: settings.epsilon ?? 1e-3,
          momentum: settings.momentum ?? 0.99,
          scale: settings.scale ?? true,
          offset: settings.center ?? true,
        },
      ];
    case 'Dropout':
      return [{ type: 'dropout', rate: settings.rate ?? 0.5 }];
    case 'Flatten':
      return [{ type: 'flatten' }];
    case 'ReLU':
      return [{ type: 'relu' }];
    case 'Activation':
      return activation;
    case 'Softmax':
      return ['softmax'];
    default:
      return undefined;
  }
}

function activationOf(name = 'linear'): (Layer | 'softmax')[] | undefined {
  switch (name) {
    case 'linear':
      return [];
    case 'relu':
      return [{ type: 'relu' }];
    case 'softmax':
      return ['softmax'];
    default:
      return undefined;
  }
}
