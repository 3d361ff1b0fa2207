import * as tf from '@tensorflow/tfjs-core';
import type { Tensor4D } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseEngine } from '../../compute/engine/chooseEngine.ts';
import { inspectNative } from '../../compute/engine/nativeStatus.ts';
import type { Game } from '../../compute/explain/game.ts';
import { imageGame } from '../../compute/explain/games/imageGame.ts';
import { explainByLime } from '../../compute/explain/lime/lime.ts';
import { gridSegments } from '../../compute/explain/segmentation/grid.ts';
import { explainByKernelShap } from '../../compute/explain/shap/kernelShap.ts';
import { mnist2021 } from '../../compute/networks/architectures/mnist2021.ts';
import { forward } from '../../compute/networks/forward.ts';
import { foldBatchNorm } from '../../compute/networks/foldBatchNorm.ts';
import { foldRepeatedChannels } from '../../compute/networks/foldRepeatedChannels.ts';
import { initialWeights } from '../../compute/networks/initialWeights.ts';
import { disposeNetwork, loadNetwork, type Network } from '../../compute/networks/network.ts';
import { generatorFor } from '../../compute/random/generator.ts';

const EVALUATIONS = 1000;
const ROUNDS = 9;
const SHAPE = [28, 28, 1] as const;

/** A grey blob: what the network sees does not change the time it takes. */
const image = Float32Array.from({ length: 784 }, (_, pixel) =>
  Math.exp(-((Math.floor(pixel / 28) - 13.5) ** 2 + ((pixel % 28) - 13.5) ** 2) / 60),
);

/** The quickest of some rounds, in milliseconds, after one that does not count. */
function fastest(task: () => void): number {
  task();
  let best = Infinity;
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    task();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

function bareForward(network: Network, batches: readonly Tensor4D[]): void {
  for (const batch of batches) tf.tidy(() => forward(network, batch).dataSync());
}

describe.each(['wasm', 'native'] as const)('1,000 evaluations on the 2021 network, %s', (name) => {
  if (name === 'native' && !inspectNative().installed) {
    it.skip('native is not installed: npm run engine');
    return;
  }
  let network: Network;

  beforeAll(async () => {
    await chooseEngine(name);
    // As the explaining steps use it.
    const stored = initialWeights(mnist2021, 'he', generatorFor(1));
    network = loadNetwork(foldRepeatedChannels(foldBatchNorm(stored)));
  });

  afterAll(() => {
    disposeNetwork(network);
  });

  it.each([50, 125, 250])('in batches of %i', (batchSize) => {
    const game: Game = imageGame({
      logits: (images) => forward(network, images),
      image,
      shape: SHAPE,
      segmentation: gridSegments(28, 28, 4),
      fill: { kind: 'constant', value: 0 },
      batchSize,
    });
    const batches = Array.from({ length: EVALUATIONS / batchSize }, (_, index): Tensor4D =>
      tf.randomUniform([batchSize, ...SHAPE], 0, 1, 'float32', index + 1),
    );
    const options = { evaluations: EVALUATIONS };
    const bare = fastest(() => bareForward(network, batches));
    const lime = fastest(() => explainByLime(game, options, generatorFor(1)));
    const shap = fastest(() => explainByKernelShap(game, options, generatorFor(1)));
    tf.dispose(batches);
    const report = (method: string, time: number) =>
      `${method} ${time.toFixed(0)} ms (${(time / bare).toFixed(2)} × forward)`;
    process.stdout.write(
      `${name}, batch ${batchSize}: forward ${bare.toFixed(0)} ms, ${report('LIME', lime)}, ${report('Kernel SHAP', shap)}\n`,
    );
    expect(Math.min(bare, lime, shap)).toBeGreaterThan(0);
  });
});
