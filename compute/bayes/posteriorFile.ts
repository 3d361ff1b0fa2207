import { z } from 'zod';
import { quantiseDeviations, quantiseMeans, restoreDeviations, restoreMeans } from './quantised.ts';
import { layerSizesSchema, type LayerSizes } from './variational.ts';

/** A posterior outside of any numeric engine. */
export interface StoredPosterior {
  readonly sizes: LayerSizes;
  /** Of each layer: means and deviations of the kernel, then of the bias; row-major. */
  readonly values: readonly Float32Array[];
}

const logScaleSchema = z.strictObject({ low: z.number(), step: z.number().nonnegative() });

/** The JSON header of a quantised posterior; the binary beside it holds the bytes alone. */
const posteriorHeaderSchema = z.strictObject({
  format: z.literal('interpretable-image-classification/posterior'),
  version: z.literal(1),
  /** Units of inputs, hidden layers and outputs. */
  sizes: layerSizesSchema,
  /** Length of the binary in bytes. */
  bytes: z.number().int().positive(),
  /** SHA-256 of the binary, hexadecimal. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /**
   * One a layer. The binary holds of each layer the bytes of the kernel's means, of its deviations, of
   * the bias' means, of its deviations.
   */
  layers: z.array(
    z.strictObject({
      kernelScales: z.array(z.number().nonnegative()),
      kernelDeviations: logScaleSchema,
      biasScales: z.array(z.number().nonnegative()),
      biasDeviations: logScaleSchema,
    }),
  ),
});

type PosteriorHeader = z.infer<typeof posteriorHeaderSchema>;

/**
 * Writes a posterior as 8-bit means and deviations.
 * @param sha256 digest of bytes, hexadecimal
 */
export function writeQuantisedPosterior(
  { sizes, values }: StoredPosterior,
  sha256: (bytes: Uint8Array) => string,
): { header: PosteriorHeader; binary: Uint8Array } {
  const layers: PosteriorHeader['layers'] = [];
  const parts: (Int8Array | Uint8Array)[] = [];
  sizes.slice(1).forEach((units, layer) => {
    const [kernelMeans, kernelDeviations, biasMeans, biasDeviations] = values.slice(4 * layer);
    const kernel = quantiseMeans(kernelMeans!, units);
    const kernelSpread = quantiseDeviations(kernelDeviations!);
    // A scale for all means of a bias: one for each would need more room than the means.
    const bias = quantiseMeans(biasMeans!, 1);
    const biasSpread = quantiseDeviations(biasDeviations!);
    parts.push(kernel.bytes, kernelSpread.bytes, bias.bytes, biasSpread.bytes);
    layers.push({
      kernelScales: [...kernel.scales],
      kernelDeviations: { low: kernelSpread.low, step: kernelSpread.step },
      biasScales: [...bias.scales],
      biasDeviations: { low: biasSpread.low, step: biasSpread.step },
    });
  });
  const binary = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const part of parts) {
    binary.set(new Uint8Array(part.buffer, part.byteOffset, part.length), offset);
    offset += part.length;
  }
  const header: PosteriorHeader = {
    format: 'interpretable-image-classification/posterior',
    version: 1,
    sizes: [...sizes],
    bytes: binary.length,
    sha256: sha256(binary),
    layers,
  };
  return { header, binary };
}

/**
 * Reads a quantised posterior back and checks header, length and digest.
 * @param header the parsed JSON
 * @param name of the file, for errors
 * @param sha256 digest of the binary as it was read; left out, it is not checked
 */
export function readQuantisedPosterior(
  header: unknown,
  binary: Uint8Array,
  name: string,
  sha256?: string,
): StoredPosterior {
  const parsed = posteriorHeaderSchema.safeParse(header);
  if (!parsed.success) {
    throw new Error(`${name}: the header is not valid. ${z.prettifyError(parsed.error)}`);
  }
  const { sizes, layers, bytes, sha256: expected } = parsed.data;
  if (sha256 !== undefined && sha256 !== expected) {
    throw new Error(
      `${name}: the SHA-256 of the binary is ${sha256}, its header says ${expected}.`,
    );
  }
  const counts = sizes.slice(1).map((units, layer) => [sizes[layer]! * units, units] as const);
  const length = counts.reduce((sum, [kernel, bias]) => sum + 2 * (kernel + bias), 0);
  if (binary.length !== bytes || bytes !== length || layers.length !== counts.length) {
    throw new Error(
      `${name}: ${binary.length} bytes and ${layers.length} layers do not fit the sizes ` +
        `${sizes.join('-')}, which need ${length} bytes.`,
    );
  }
  let offset = 0;
  const take = (count: number) => binary.slice(offset, (offset += count));
  const values = layers.flatMap((layer, index) => {
    const [kernel, bias] = counts[index]!;
    const means = (count: number, scales: readonly number[]) =>
      restoreMeans({ bytes: new Int8Array(take(count).buffer), scales: Float32Array.from(scales) });
    const deviations = (count: number, scale: z.infer<typeof logScaleSchema>) =>
      restoreDeviations({ bytes: take(count), ...scale });
    return [
      means(kernel, layer.kernelScales),
      deviations(kernel, layer.kernelDeviations),
      means(bias, layer.biasScales),
      deviations(bias, layer.biasDeviations),
    ];
  });
  return { sizes, values };
}
