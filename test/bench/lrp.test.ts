import * as tf from '@tensorflow/tfjs-core';
import type { Tensor4D } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { chooseEngine } from '../../compute/engine/chooseEngine.ts';
import { inspectNative } from '../../compute/engine/nativeStatus.ts';
import { COMPOSITES } from '../../compute/explain/lrp/composites.ts';
import { explainByLrp } from '../../compute/explain/lrp/explainByLrp.ts';
import { mnist2021 } from '../../compute/networks/architectures/mnist2021.ts';
import { forward } from '../../compute/networks/forward.ts';
import { initialWeights } from '../../compute/networks/initialWeights.ts';
import { disposeNetwork, loadNetwork } from '../../compute/networks/network.ts';
import { generatorFor } from '../../compute/random/generator.ts';

const BATCH = 50;
const ROUNDS = 7;

/** The quickest of some rounds, in milliseconds an image, after one that does not count. */
function fastest(task: () => void): number {
  task();
  let best = Infinity;
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    task();
    best = Math.min(best, performance.now() - start);
  }
  return best / BATCH;
}

describe.each(['wasm', 'native'] as const)('LRP on the 2021 network, %s', (name) => {
  if (name === 'native' && !inspectNative().installed) {
    it.skip('native is not installed: npm run engine');
    return;
  }

  it(`in batches of ${BATCH}`, async () => {
    await chooseEngine(name);
    const network = loadNetwork(initialWeights(mnist2021, 'he', generatorFor(1)));
    const images: Tensor4D = tf.randomUniform([BATCH, 28, 28, 1], 0, 1, 'float32', 1);
    const bare = fastest(() => tf.tidy(() => forward(network, images).dataSync()));
    for (const [id, composite] of COMPOSITES) {
      const time = fastest(() => {
        const { relevance } = explainByLrp(network, images, 'predicted', composite);
        relevance.dataSync();
        relevance.dispose();
      });
      process.stdout.write(
        `${name}, ${id}: ${time.toFixed(2)} ms an image (${(time / bare).toFixed(1)} × forward)\n`,
      );
      expect(time).toBeGreaterThan(0);
    }
    images.dispose();
    disposeNetwork(network);
  });
});
