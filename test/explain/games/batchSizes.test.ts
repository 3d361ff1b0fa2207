import { describe, expect, it } from 'vitest';
import { chooseEngine } from '../../../compute/engine/chooseEngine.ts';
import type { EngineName } from '../../../compute/engine/engine.ts';
import { imageGame } from '../../../compute/explain/games/imageGame.ts';
import { explainByLime } from '../../../compute/explain/lime/lime.ts';
import { gridSegments } from '../../../compute/explain/segmentation/grid.ts';
import { explainByKernelShap } from '../../../compute/explain/shap/kernelShap.ts';
import { mnist2021 } from '../../../compute/networks/architectures/mnist2021.ts';
import { forward } from '../../../compute/networks/forward.ts';
import { initialWeights } from '../../../compute/networks/initialWeights.ts';
import { disposeNetwork, loadNetwork, type Network } from '../../../compute/networks/network.ts';
import { generatorFor } from '../../../compute/random/generator.ts';
import { describeNative } from '../../engine/nativeOnly.ts';
import { expectClose } from '../../engine/tensors.ts';

const EVALUATIONS = 150;

const image = Float32Array.from({ length: 784 }, (_, pixel) =>
  Math.exp(-((Math.floor(pixel / 28) - 13) ** 2 + ((pixel % 28) - 14) ** 2) / 60),
);

function explain(network: Network, batchSize: number): { lime: Float64Array; shap: Float64Array } {
  const game = imageGame({
    logits: (images) => forward(network, images),
    image,
    shape: [28, 28, 1],
    segmentation: gridSegments(28, 28, 4),
    fill: { kind: 'constant', value: 0 },
    batchSize,
  });
  const options = { evaluations: EVALUATIONS };
  return {
    lime: explainByLime(game, options, generatorFor(1)).coefficients,
    shap: explainByKernelShap(game, options, generatorFor(1)).values,
  };
}

/** LIME and Kernel SHAP on the 2021 network in batches of one size and of others. */
async function inBatches(
  engine: EngineName,
  sizes: readonly number[],
  compare: (found: Float64Array, expected: Float64Array) => void,
): Promise<void> {
  await chooseEngine(engine);
  const network = loadNetwork(initialWeights(mnist2021, 'he', generatorFor(1)));
  const expected = explain(network, EVALUATIONS);
  for (const size of sizes) {
    const found = explain(network, size);
    compare(found.lime, expected.lime);
    compare(found.shap, expected.shap);
  }
  disposeNetwork(network);
}

describe('LIME and Kernel SHAP on a convolutional network, wasm', () => {
  it('give the same bytes whatever the batch size', async () => {
    await inBatches('wasm', [1, 7, 64], (found, expected) => expect(found).toEqual(expected));
  });
});

describeNative('LIME and Kernel SHAP on a convolutional network, native', () => {
  // oneDNN sums in another order for another batch: equal to rounding, not to the last bit.
  it('give the same numbers to rounding whatever the batch size', async () => {
    await inBatches('native', [1, 7, 64], (found, expected) => expectClose(found, expected, 1e-5));
  });
});
