import { describe, expect, it } from 'vitest';
import { chooseEngine } from '../../../compute/engine/chooseEngine.ts';
import type { EngineName } from '../../../compute/engine/engine.ts';
import type { MaskedImage } from '../../../compute/explain/masking/maskedScores.ts';
import { explainBySlidingWindow } from '../../../compute/explain/occlusion/slidingWindow.ts';
import { explainByRise } from '../../../compute/explain/rise/explainByRise.ts';
import { mnist2021 } from '../../../compute/networks/architectures/mnist2021.ts';
import { forward } from '../../../compute/networks/forward.ts';
import { initialWeights } from '../../../compute/networks/initialWeights.ts';
import { disposeNetwork, loadNetwork } from '../../../compute/networks/network.ts';
import { generatorFor } from '../../../compute/random/generator.ts';
import { describeNative } from '../../engine/nativeOnly.ts';
import { expectClose } from '../../engine/tensors.ts';

/** RISE and occlusion of one image, ten classes each. */
async function explain(engine: EngineName): Promise<Float32Array[]> {
  await chooseEngine(engine);
  const network = loadNetwork(initialWeights(mnist2021, 'he', generatorFor(1)));
  const generator = generatorFor(2);
  const masked: MaskedImage = {
    logits: (images) => forward(network, images),
    image: Float32Array.from({ length: 784 }, () => generator.uniform()),
    shape: [28, 28, 1],
    fill: new Float32Array(784),
    batchSize: 32,
  };
  const options = { evaluations: 100, cells: [7, 7], shown: 0.5 } as const;
  const found = [
    explainByRise(masked, options, generatorFor(3)).slice(),
    explainBySlidingWindow(masked, { size: [8, 8], stride: 4 }),
  ];
  disposeNetwork(network);
  return found;
}

function compare(found: readonly Float32Array[], expected: readonly Float32Array[]): void {
  found.forEach((values, method) => {
    expect(values).toHaveLength(7840);
    expectClose(values, expected[method]!, 1e-3);
  });
}

describe('masked images with wasm', () => {
  it('give the maps of cpu', async () => {
    compare(await explain('wasm'), await explain('cpu'));
  });
});

describeNative('masked images with native', () => {
  it('give the maps of wasm', async () => {
    compare(await explain('native'), await explain('wasm'));
  });
});
