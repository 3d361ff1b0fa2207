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
import { timeInTurn } from './timeInTurn.ts';

const BATCH = 50;
const ROUNDS = 7;

/** Milliseconds an image. */
const TARGET = 5;

describe.each(['wasm', 'native'] as const)('LRP on the 2021 network, %s', (name) => {
  if (name === 'native' && !inspectNative().installed) {
    it.skip('native is not installed: npm run engine');
    return;
  }

  it(`in batches of ${BATCH}`, async () => {
    await chooseEngine(name);
    const network = loadNetwork(initialWeights(mnist2021, 'he', generatorFor(1)));
    const images: Tensor4D = tf.randomUniform([BATCH, 28, 28, 1], 0, 1, 'float32', 1);
    const explained = [...COMPOSITES].map(([id, composite]) => [
      id,
      () => {
        const { relevance } = explainByLrp(network, images, 'predicted', composite);
        relevance.dataSync();
        relevance.dispose();
      },
    ]);
    const bare = () => void tf.tidy(() => forward(network, images).dataSync());
    const tasks = Object.fromEntries([['forward', bare], ...explained]) as Record<
      string,
      () => void
    >;
    const { forward: forwardTiming, ...timings } = timeInTurn(tasks, ROUNDS);
    images.dispose();
    disposeNetwork(network);
    for (const [id, { wall, processor }] of Object.entries(timings)) {
      process.stdout.write(
        `${name}, ${id}: ${(wall / BATCH).toFixed(2)} ms an image, processor ${(processor / BATCH).toFixed(2)} ms (${(processor / forwardTiming!.processor).toFixed(1)} × forward); target ${TARGET} ms\n`,
      );
      expect(Math.min(wall, processor) / BATCH).toBeLessThan(TARGET);
    }
  });
});
