import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { chooseEngine } from '../../../compute/engine/chooseEngine.ts';
import type { EngineName } from '../../../compute/engine/engine.ts';
import { explainByGradCam } from '../../../compute/explain/gradCam/explainByGradCam.ts';
import {
  explainByGradient,
  explainByGradientTimesInput,
} from '../../../compute/explain/gradients/explainByGradient.ts';
import { mnistBetter } from '../../../compute/networks/architectures/mnistBetter.ts';
import { mnist2021 } from '../../../compute/networks/architectures/mnist2021.ts';
import { foldBatchNorm } from '../../../compute/networks/foldBatchNorm.ts';
import { initialWeights } from '../../../compute/networks/initialWeights.ts';
import { disposeNetwork, loadNetwork } from '../../../compute/networks/network.ts';
import { generatorFor } from '../../../compute/random/generator.ts';
import { describeNative } from '../../engine/nativeOnly.ts';
import { expectClose } from '../../engine/tensors.ts';

/** Two images explained by every method that needs a gradient, for two networks. */
async function explain(engine: EngineName): Promise<Float32Array[]> {
  await chooseEngine(engine);
  const generator = generatorFor(2);
  const pixels = Float32Array.from({ length: 2 * 784 }, () => generator.uniform());
  return [mnist2021, mnistBetter].flatMap((architecture) => {
    const network = loadNetwork(foldBatchNorm(initialWeights(architecture, 'he', generatorFor(1))));
    const images = tf.tensor4d(pixels, [2, 28, 28, 1]);
    const before = tf.memory().numTensors;
    const found = [explainByGradient, explainByGradientTimesInput, explainByGradCam].map((method) =>
      method(network, images, [3, 7]).maps.slice(),
    );
    expect(tf.memory().numTensors).toBe(before);
    images.dispose();
    disposeNetwork(network);
    return found;
  });
}

function compare(found: readonly Float32Array[], expected: readonly Float32Array[]): void {
  found.forEach((values, method) => {
    expectClose(values, expected[method]!, 1e-4);
  });
}

describe('gradients with wasm', () => {
  it('agree with cpu', async () => {
    compare(await explain('wasm'), await explain('cpu'));
  });
});

describeNative('gradients with native', () => {
  it('agree with wasm', async () => {
    compare(await explain('native'), await explain('wasm'));
  });
});
