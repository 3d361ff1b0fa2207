import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { chooseEngine } from '../../../compute/engine/chooseEngine.ts';
import type { EngineName } from '../../../compute/engine/engine.ts';
import { COMPOSITES } from '../../../compute/explain/lrp/composites.ts';
import { explainByLrp } from '../../../compute/explain/lrp/explainByLrp.ts';
import { mnist2021 } from '../../../compute/networks/architectures/mnist2021.ts';
import { initialWeights } from '../../../compute/networks/initialWeights.ts';
import { disposeNetwork, loadNetwork } from '../../../compute/networks/network.ts';
import { generatorFor } from '../../../compute/random/generator.ts';
import { describeNative } from '../../engine/nativeOnly.ts';
import { expectClose } from '../../engine/tensors.ts';

const IMAGES = 2;

/** Share of the largest relevance by which engines may differ: rounding that small sums magnify. */
const TOLERANCE = 1e-4;

/** LRP of two images under every composite, one after the other. */
async function explain(engine: EngineName): Promise<Float32Array[]> {
  await chooseEngine(engine);
  const network = loadNetwork(initialWeights(mnist2021, 'he', generatorFor(1)));
  const generator = generatorFor(2);
  const pixels = Float32Array.from({ length: IMAGES * 784 }, () => generator.uniform());
  const images = tf.tensor4d(pixels, [IMAGES, 28, 28, 1]);
  const before = tf.memory().numTensors;
  const found = [...COMPOSITES.values()].map((composite) => {
    const { relevance } = explainByLrp(network, images, [3, 7], composite);
    const values = relevance.dataSync<'float32'>().slice();
    relevance.dispose();
    return values;
  });
  expect(tf.memory().numTensors).toBe(before);
  images.dispose();
  disposeNetwork(network);
  return found;
}

function compare(found: readonly Float32Array[], expected: readonly Float32Array[]): void {
  found.forEach((values, composite) => {
    expectClose(values, expected[composite]!, TOLERANCE);
  });
}

describe('LRP with wasm', () => {
  it('agrees with cpu under every composite', async () => {
    compare(await explain('wasm'), await explain('cpu'));
  });
});

describeNative('LRP with native', () => {
  it('agrees with wasm under every composite', async () => {
    compare(await explain('native'), await explain('wasm'));
  });
});
