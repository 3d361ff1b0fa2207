import { z } from 'zod';
import type { WeightKey } from './architecture.ts';
import { architectureSchema } from './architectureSchema.ts';
import { checkWeights, valueCount } from './layerParameters.ts';
import type { StoredNetwork, WeightArray } from './network.ts';
import { joinValues, splitValues } from './packedValues.ts';

const whole = z.number().int();

/** The JSON header of a weights file; the binary beside it holds the values alone. */
export const weightsHeaderSchema = z.strictObject({
  format: z.literal('interpretable-image-classification/weights'),
  version: z.literal(1),
  architecture: architectureSchema,
  /** Length of the binary in bytes. */
  bytes: whole.nonnegative(),
  /** SHA-256 of the binary, hexadecimal. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** Row-major little-endian float32 values, one parameter after the other. */
  parameters: z.array(
    z.strictObject({
      /** Layer index and parameter name, e.g. `1.kernel`. */
      key: z.string().regex(/^\d+\.(kernel|bias|scale|offset|mean|variance)$/),
      shape: z.array(whole.positive()),
      byteOffset: whole.nonnegative().multipleOf(4),
    }),
  ),
});

export type WeightsHeader = z.infer<typeof weightsHeaderSchema>;

/** Both files of a stored network. */
export interface WeightsFile {
  readonly header: WeightsHeader;
  readonly binary: Uint8Array;
}

/**
 * Writes a network as a binary and its header.
 * @param sha256 digest of bytes, hexadecimal; given by the caller, for Node and pages compute it
 *   differently
 */
export function writeWeightsFile(
  { architecture, weights }: StoredNetwork,
  sha256: (bytes: Uint8Array) => string,
): WeightsFile {
  checkWeights(architecture, weights);
  let byteOffset = 0;
  const parameters = Array.from(weights, ([key, { shape, values }]) => {
    const parameter = { key, shape: [...shape], byteOffset };
    byteOffset += values.byteLength;
    return parameter;
  });
  const binary = joinValues(Array.from(weights.values(), ({ values }) => values));
  const header: WeightsHeader = {
    format: 'interpretable-image-classification/weights',
    version: 1,
    architecture,
    bytes: binary.length,
    sha256: sha256(binary),
    parameters,
  };
  return { header, binary };
}

/**
 * Reads a network back and checks everything: the header's fields, the binary's length and digest,
 * that the parameters are those of the architecture, and that all values are finite.
 *
 * @param header the parsed JSON
 * @param name of the file, for errors
 * @param sha256 digest of the binary as it was read, hexadecimal; left out, it is not checked
 */
export function readWeightsFile(
  header: unknown,
  binary: Uint8Array,
  name: string,
  sha256?: string,
): StoredNetwork {
  const parsed = weightsHeaderSchema.safeParse(header);
  if (!parsed.success) {
    throw new Error(`${name}: the header is not valid. ${z.prettifyError(parsed.error)}`);
  }
  const { architecture, bytes, parameters, sha256: expected } = parsed.data;
  if (binary.length !== bytes) {
    throw new Error(
      `${name}: the binary has ${binary.length} bytes, its header says ${bytes}; ` +
        'fetch or compute it again.',
    );
  }
  if (sha256 !== undefined && sha256 !== expected) {
    throw new Error(
      `${name}: the SHA-256 of the binary is ${sha256}, its header says ${expected}; ` +
        'fetch or compute it again.',
    );
  }
  const values = splitValues(
    binary,
    parameters.map(({ shape }) => valueCount(shape)),
    name,
  );
  const weights = new Map<WeightKey, WeightArray>();
  let byteOffset = 0;
  for (const [index, parameter] of parameters.entries()) {
    if (parameter.byteOffset !== byteOffset) {
      throw new Error(
        `${name}: parameter ${parameter.key} starts at byte ${parameter.byteOffset}, expected ` +
          `${byteOffset}: parameters follow each other without gaps.`,
      );
    }
    const own = values[index]!;
    byteOffset += own.byteLength;
    if (!own.every(Number.isFinite)) {
      throw new Error(`${name}: parameter ${parameter.key} holds a value that is not finite.`);
    }
    weights.set(parameter.key as WeightKey, { shape: parameter.shape, values: own });
  }
  try {
    checkWeights(architecture, weights);
  } catch (error) {
    throw new Error(`${name}: ${(error as Error).message}`, { cause: error });
  }
  return { architecture, weights };
}
