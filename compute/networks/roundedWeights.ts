import { quantiseMeans, restoreMeans } from '../bayes/quantised.ts';
import type { Architecture, WeightKey } from './architecture.ts';
import { checkWeights, valueCount } from './layerParameters.ts';
import type { StoredNetwork, WeightArray } from './network.ts';
import { joinValues, splitValues } from './packedValues.ts';

/** The JSON beside a network of rounded kernels. */
export interface RoundedHeader {
  readonly format: 'interpretable-image-classification/rounded-weights';
  readonly version: 1;
  readonly architecture: Architecture;
  /** Length of the binary in bytes. */
  readonly bytes: number;
  /** SHA-256 of the binary, hexadecimal. */
  readonly sha256: string;
  /**
   * In the order of the binary, without gaps: `float32` values, little-endian; or `int8`, the scales of
   * the output units as float32, then a signed byte a value.
   */
  readonly parameters: readonly RoundedParameter[];
}

interface RoundedParameter {
  /** Layer index and parameter name, e.g. `1.kernel`. */
  readonly key: WeightKey;
  readonly shape: readonly number[];
  readonly encoding: 'float32' | 'int8';
}

/** Both files of a network of rounded kernels. */
export interface RoundedFile {
  readonly header: RoundedHeader;
  readonly binary: Uint8Array;
}

/**
 * Rounds trained kernels to 8 bits for pages to load: a quarter of the bytes. Every output unit has a
 * scale of its own, so that the batch norm folded into it afterwards, which scales units, does not change
 * what rounding costs. Kernels that were fixed while all others adapted to them stay as they are, as do
 * biases and running averages, which are few.
 * @param sha256 digest of bytes, hexadecimal
 */
export function roundNetwork(
  { architecture, weights }: StoredNetwork,
  sha256: (bytes: Uint8Array) => string,
): RoundedFile {
  checkWeights(architecture, weights);
  const parts: Uint8Array[] = [];
  const parameters = Array.from(weights, ([key, { shape, values }]): RoundedParameter => {
    if (!isRounded(architecture, key)) {
      parts.push(joinValues([values]));
      return { key, shape: [...shape], encoding: 'float32' };
    }
    const { bytes, scales } = quantiseMeans(values, shape.at(-1)!);
    parts.push(joinValues([scales]), new Uint8Array(bytes.buffer));
    return { key, shape: [...shape], encoding: 'int8' };
  });
  const binary = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const part of parts) {
    binary.set(part, offset);
    offset += part.length;
  }
  const header: RoundedHeader = {
    format: 'interpretable-image-classification/rounded-weights',
    version: 1,
    architecture,
    bytes: binary.length,
    sha256: sha256(binary),
    parameters,
  };
  return { header, binary };
}

function isRounded({ layers }: Architecture, key: WeightKey): boolean {
  const [index, name] = key.split('.');
  const layer = layers[Number(index)]!;
  return name === 'kernel' && !(layer.type === 'conv2d' && layer.trainable === false);
}

/**
 * Reads a rounded network back, kernels restored to float32. Length and digest of the binary are checked,
 * and that the parameters are those of the architecture.
 * @param name of the file, for errors
 * @param sha256 digest of the binary as it was read, hexadecimal
 */
export function readRoundedNetwork(
  { architecture, bytes, sha256: expected, parameters }: RoundedHeader,
  binary: Uint8Array,
  name: string,
  sha256: string,
): StoredNetwork {
  if (binary.length !== bytes || sha256 !== expected) {
    throw new Error(
      `${name}: the SHA-256 of the binary is ${sha256} and it has ${binary.length} bytes, its ` +
        `header says ${expected} and ${bytes} bytes.`,
    );
  }
  let offset = 0;
  const take = (length: number) => binary.slice(offset, (offset += length));
  const floats = (count: number) => splitValues(take(4 * count), [count], name)[0]!;
  const weights = new Map<WeightKey, WeightArray>(
    parameters.map(({ key, shape, encoding }) => {
      const count = valueCount(shape);
      if (encoding === 'float32') return [key, { shape, values: floats(count) }];
      const scales = floats(shape.at(-1)!);
      const restored = restoreMeans({ bytes: new Int8Array(take(count).buffer), scales });
      return [key, { shape, values: restored }];
    }),
  );
  checkWeights(architecture, weights);
  return { architecture, weights };
}
