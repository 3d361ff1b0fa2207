import type { StoredPosterior } from '../posteriorFile.ts';
import { quantiseDeviations, restoreDeviations } from '../quantised.ts';
import type { CompressedHeader } from './compressedPosterior.ts';
import { roundWithFeedback } from './feedbackRounding.ts';
import { codeIntegers } from './integerCode.ts';
import { productsOf, rankOneDeviations } from './rankOneDeviations.ts';
import { meanProducts, rectifiedOutputs, type ReceivedInputs } from './receivedInputs.ts';

/**
 * Compresses a posterior by what its own doubt allows: the deviation of a weight says how well its mean
 * is known, and so the mean is written as a multiple of it, most often a small one or none at all
 * (Graves 2011). What rounding costs is measured by images and made good as far as it can be; deviations
 * become a product of one number an input and one a unit. All of it is plain arithmetic in a fixed order,
 * so that every machine writes the same bytes.
 * @param images what the network receives, as in training
 * @param meanStep steps of the means, in deviations
 * @param sha256 digest of bytes, hexadecimal
 */
export function compressPosterior(
  { sizes, values }: StoredPosterior,
  images: ReceivedInputs,
  meanStep: number,
  sha256: (bytes: Uint8Array) => string,
): { header: CompressedHeader; binary: Uint8Array } {
  const layers: CompressedHeader['layers'] = [];
  const factors: Uint8Array[] = [];
  const multiples: Int32Array[] = [];
  let received = images;
  for (let first = 0; first < values.length; first += 4) {
    const [kernelMeans, kernelDeviations, biasMeans, biasDeviations] = values.slice(first);
    const products = meanProducts(received);
    const size = Math.sqrt(products.length);
    const meanSquares = Float64Array.from({ length: size }, (_, i) => products[i * size + i]!);
    const exact = rankOneDeviations(joined(kernelDeviations!, biasDeviations!), meanSquares);
    const [inputs, units] = [quantiseDeviations(exact.inputs), quantiseDeviations(exact.units)];
    const restored = { inputs: restoreDeviations(inputs), units: restoreDeviations(units) };
    const steps = productsOf(restored).map((deviation) => meanStep * deviation);
    const rounded = roundWithFeedback(joined(kernelMeans!, biasMeans!), steps, products);
    layers.push({
      inputs: { low: inputs.low, step: inputs.step },
      units: { low: units.low, step: units.step },
    });
    factors.push(inputs.bytes, units.bytes);
    multiples.push(rounded);
    // The next layer is rounded for what the rounded layers before it give.
    const means = steps.map((own, index) => own * rounded[index]!);
    received = rectifiedOutputs(received, means);
  }
  const coded = codeIntegers(multiples.flatMap((own) => [...own]));
  const binary = Uint8Array.from([...factors.flatMap((own) => [...own]), ...coded]);
  const header: CompressedHeader = {
    format: 'interpretable-image-classification/compressed-posterior',
    version: 1,
    sizes: [...sizes],
    meanStep,
    bytes: binary.length,
    sha256: sha256(binary),
    layers,
  };
  return { header, binary };
}

/** The bias as the weights of one more input, the last. */
function joined(kernel: Float32Array, bias: Float32Array): Float32Array {
  return Float32Array.from([...kernel, ...bias]);
}
