import { z } from 'zod';
import type { StoredPosterior } from '../posteriorFile.ts';
import { restoreDeviations } from '../quantised.ts';
import { layerSizesSchema } from '../variational.ts';
import { decodeIntegers } from './integerCode.ts';
import { productsOf } from './rankOneDeviations.ts';

const logScaleSchema = z.strictObject({ low: z.number(), step: z.number().nonnegative() });

/** The JSON header of a compressed posterior. */
const compressedHeaderSchema = z.strictObject({
  format: z.literal('interpretable-image-classification/compressed-posterior'),
  version: z.literal(1),
  /** Units of inputs, hidden layers and outputs. */
  sizes: layerSizesSchema,
  /** Steps of means, in deviations of the same weight. */
  meanStep: z.number().positive(),
  /** Length of the binary in bytes. */
  bytes: z.number().int().positive(),
  /** SHA-256 of the binary, hexadecimal. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /**
   * One a layer, whose bias counts as its last input. The binary holds of each layer a byte for each
   * input and for each unit, whose product is the deviation of their weight, both on a logarithmic scale;
   * then the means of all layers, row-major [inputs × units], as coded multiples of their steps.
   */
  layers: z.array(z.strictObject({ inputs: logScaleSchema, units: logScaleSchema })),
});

export type CompressedHeader = z.infer<typeof compressedHeaderSchema>;

/**
 * Reads a compressed posterior and checks header, length and digest.
 * @param header the parsed JSON
 * @param name of the file, for errors
 * @param sha256 digest of the binary as it was read, hexadecimal
 * @throws Error that names the file and says what is wrong with it
 */
export function readCompressedPosterior(
  header: unknown,
  binary: Uint8Array,
  name: string,
  sha256: string,
): StoredPosterior {
  const parsed = compressedHeaderSchema.safeParse(header);
  if (!parsed.success) {
    throw new Error(`${name}: the header is not valid. ${z.prettifyError(parsed.error)}`);
  }
  const { sizes, meanStep, layers, bytes, sha256: expected } = parsed.data;
  if (binary.length !== bytes || sha256 !== expected) {
    throw new Error(
      `${name}: the SHA-256 of the binary is ${sha256} and it has ${binary.length} bytes, its ` +
        `header says ${expected} and ${bytes} bytes.`,
    );
  }
  const units = sizes.slice(1);
  const factors = units.reduce((sum, own, layer) => sum + sizes[layer]! + 1 + own, 0);
  if (layers.length !== units.length || binary.length < factors) {
    throw new Error(
      `${name}: ${bytes} bytes and ${layers.length} layers do not fit the sizes ${sizes.join('-')}.`,
    );
  }
  const counts = units.map((own, layer) => (sizes[layer]! + 1) * own);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const multiples = decode(binary.subarray(factors), total, name);
  let [offset, first] = [0, 0];
  const take = (count: number) => binary.subarray(offset, (offset += count));
  const values = layers.flatMap((layer, index) => {
    const deviations = productsOf({
      inputs: restoreDeviations({ bytes: take(sizes[index]! + 1), ...layer.inputs }),
      units: restoreDeviations({ bytes: take(units[index]!), ...layer.units }),
    });
    const own = multiples.subarray(first, (first += counts[index]!));
    const means = Float32Array.from(own, (multiple, at) => multiple * meanStep * deviations[at]!);
    const bias = means.length - units[index]!;
    return [
      means.slice(0, bias),
      deviations.slice(0, bias),
      means.slice(bias),
      deviations.slice(bias),
    ];
  });
  if (!values.every((own) => own.every(Number.isFinite))) {
    throw new Error(`${name}: not all means and deviations are numbers.`);
  }
  return { sizes, values };
}

function decode(coded: Uint8Array, count: number, name: string): Int32Array {
  try {
    return decodeIntegers(coded, count);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new Error(`${name}: the means cannot be read: ${error.message}.`, { cause: error });
  }
}
