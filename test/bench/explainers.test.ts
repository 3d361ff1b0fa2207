import * as tf from '@tensorflow/tfjs-core';
import type { Tensor4D } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseEngine } from '../../compute/engine/chooseEngine.ts';
import { inspectNative } from '../../compute/engine/nativeStatus.ts';
import { imageGame } from '../../compute/explain/games/imageGame.ts';
import { explainByLime } from '../../compute/explain/lime/lime.ts';
import { gridSegments } from '../../compute/explain/segmentation/grid.ts';
import { explainByKernelShap } from '../../compute/explain/shap/kernelShap.ts';
import { mnist2021 } from '../../compute/networks/architectures/mnist2021.ts';
import { foldRepeatedChannels } from '../../compute/networks/foldRepeatedChannels.ts';
import { forward } from '../../compute/networks/forward.ts';
import { initialWeights } from '../../compute/networks/initialWeights.ts';
import { disposeNetwork, loadNetwork, type Network } from '../../compute/networks/network.ts';
import { generatorFor } from '../../compute/random/generator.ts';
import { timeInTurn, type Timing } from './timeInTurn.ts';

const EVALUATIONS = 1000;
const ROUNDS = 9;
const SHAPE = [28, 28, 1] as const;

/** What an explanation may cost beside the forward passes it asks for. */
const MOST_OVERHEAD = 1.3;

/** Milliseconds an image on two cores. */
const TARGETS = { wasm: 300, native: 100 } as const;

/** A grey blob: what the network sees does not change the time it takes. */
const image = Float32Array.from({ length: 784 }, (_, pixel) =>
  Math.exp(-((Math.floor(pixel / 28) - 13.5) ** 2 + ((pixel % 28) - 13.5) ** 2) / 60),
);

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
    const stored = initialWeights(mnist2021, 'he', generatorFor(1));
    network = loadNetwork(foldRepeatedChannels(stored));
  });

  afterAll(() => {
    disposeNetwork(network);
  });

  it.each([50, 100, 125, 250, 500])('in batches of %i', (batchSize) => {
    const game = imageGame({
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
    const { bare, lime, shap } = timeInTurn(
      {
        bare: () => bareForward(network, batches),
        lime: () => void explainByLime(game, options, generatorFor(1)),
        shap: () => void explainByKernelShap(game, options, generatorFor(1)),
      },
      ROUNDS,
    );
    tf.dispose(batches);
    const milliseconds = ({ wall, processor }: Timing) =>
      `${wall.toFixed(0)} ms, processor ${processor.toFixed(0)} ms`;
    const report = (method: string, own: Timing) =>
      `${method} ${milliseconds(own)} (${(own.wall / bare.wall).toFixed(2)} ×, processor ${(own.processor / bare.processor).toFixed(2)} × forward)`;
    process.stdout.write(
      `${name}, batch ${batchSize}: forward ${milliseconds(bare)}; ${report('LIME', lime)}; ${report('Kernel SHAP', shap)}; target ${TARGETS[name]} ms\n`,
    );
    for (const own of [lime, shap]) {
      const overhead = Math.min(own.wall / bare.wall, own.processor / bare.processor);
      expect(overhead).toBeLessThan(MOST_OVERHEAD);
    }
  });
});
