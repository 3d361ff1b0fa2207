import type { WeightKey } from './architecture.ts';
import { checkWeights, valueCount } from './layerParameters.ts';
import type { StoredNetwork, WeightArray } from './network.ts';
import { splitValues } from './packedValues.ts';
import type { WeightsHeader } from './weightsFile.ts';

/**
 * Reads a network as `readWeightsFile` does, but for the form of the header, which was checked when it
 * was published: for pages, where the code of the schema would weigh a third of what the weights do.
 * Length and digest of the binary are checked, and that the parameters are those of the architecture.
 *
 * @param name of the file, for errors
 * @param sha256 digest of the binary as it was read, hexadecimal
 */
export function readPublishedWeights(
  { architecture, bytes, sha256: expected, parameters }: WeightsHeader,
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
  const counts = parameters.map(({ shape }) => valueCount(shape));
  const values = splitValues(binary, counts, name);
  const weights = new Map<WeightKey, WeightArray>(
    parameters.map(({ key, shape }, index) => [
      key as WeightKey,
      { shape, values: values[index]! },
    ]),
  );
  checkWeights(architecture, weights);
  return { architecture, weights };
}
