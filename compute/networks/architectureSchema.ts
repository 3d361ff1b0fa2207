import { z } from 'zod';
import type { Architecture } from './architecture.ts';

const whole = z.number().int().positive();
const pair = z.tuple([whole, whole]).readonly();
const padding = z.enum(['same', 'valid']);
const finite = z.number();

const poolFields = { size: pair, strides: pair.exactOptional(), padding };

const layerSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('conv2d'),
    filters: whole,
    kernelSize: pair,
    strides: pair.exactOptional(),
    padding,
    bias: z.enum(['none', 'channel', 'position']),
    trainable: z.boolean().exactOptional(),
  }),
  z.strictObject({ type: z.literal('dense'), units: whole, bias: z.boolean() }),
  z.strictObject({
    type: z.literal('batchNorm'),
    epsilon: finite.positive(),
    momentum: finite.min(0).max(1),
    scale: z.boolean(),
    offset: z.boolean(),
  }),
  z.strictObject({ type: z.literal('maxPool'), ...poolFields }),
  z.strictObject({ type: z.literal('averagePool'), ...poolFields }),
  z.strictObject({ type: z.literal('relu') }),
  z.strictObject({ type: z.literal('dropout'), rate: finite.min(0).lt(1) }),
  z.strictObject({ type: z.literal('flatten') }),
  z.strictObject({ type: z.literal('repeatChannels'), times: whole }),
  z.strictObject({ type: z.literal('scale'), factor: finite }),
  z.strictObject({
    type: z.literal('standardise'),
    mean: z.array(finite).min(1).readonly(),
    deviation: z.array(finite.positive()).min(1).readonly(),
  }),
]);

/** Checks an architecture read from a file; whether its layers fit together is checked by `layerShapes`. */
export const architectureSchema: z.ZodType<Architecture> = z.strictObject({
  name: z.string().min(1),
  inputShape: z.tuple([whole, whole, whole]).readonly(),
  classes: whole,
  layers: z.array(layerSchema).min(1).readonly(),
});
