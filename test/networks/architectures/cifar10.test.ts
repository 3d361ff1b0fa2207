import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { datasetAvailable, loadDataset } from '../../../compute/datasets/loadDataset.ts';
import { chooseEngine } from '../../../compute/engine/chooseEngine.ts';
import { COMPOSITES } from '../../../compute/explain/lrp/composites.ts';
import { explainByLrpWithLedger } from '../../../compute/explain/lrp/explainByLrp.ts';
import { kernelShap } from '../../../compute/explain/methods/segmentMethods.ts';
import { cifar10, smallCifar10 } from '../../../compute/networks/architectures/cifar10.ts';
import type { WeightKey } from '../../../compute/networks/architecture.ts';
import { foldBatchNorm } from '../../../compute/networks/foldBatchNorm.ts';
import { forward } from '../../../compute/networks/forward.ts';
import { initialWeights } from '../../../compute/networks/initialWeights.ts';
import {
  disposeNetwork,
  loadNetwork,
  type Network,
  type StoredNetwork,
  type WeightArray,
} from '../../../compute/networks/network.ts';
import { countParameters } from '../../../compute/networks/layerParameters.ts';
import { generatorFor } from '../../../compute/random/generator.ts';
import { imageValues } from '../../../compute/steps/imageValues.ts';
import { expectClose } from '../../engine/tensors.ts';
import { publishedNetwork } from '../publishedNetwork.ts';

const IMAGES = 3;
const SIZE = 32 * 32 * 3;

/** As it starts, but with offsets and running averages as training could have left them. */
function trainedAtRandom(): StoredNetwork {
  const generator = generatorFor(11);
  const start = initialWeights(cifar10, 'identity', generator);
  const weights = new Map<WeightKey, WeightArray>();
  for (const [key, { shape, values }] of start.weights) {
    const drawn = values.map((value) => {
      if (key.endsWith('variance')) return 0.5 + generator.uniform();
      return /offset|mean|bias/.test(key) ? 0.2 * generator.normal() : value;
    });
    weights.set(key, { shape, values: drawn });
  }
  return { architecture: cifar10, weights };
}

const published = () => publishedNetwork('cifar10', 'whitened');
const publishedSmall = () => publishedNetwork('cifar10-small', 'small');

function noise(): Float32Array {
  const generator = generatorFor(12);
  return Float32Array.from({ length: IMAGES * SIZE }, () => generator.uniform());
}

/** The first test images, or noise where the data are not here: what is shown holds of any image. */
async function testImages(): Promise<Float32Array> {
  const { available } = datasetAvailable('cifar-10/test');
  return available ? imageValues(await loadDataset('cifar-10/test'), 0, IMAGES) : noise();
}

const logitsOf = (network: Network, images: Float32Array) =>
  tf.tidy(() =>
    forward(network, tf.tensor4d(images, [images.length / SIZE, 32, 32, 3])).dataSync<'float32'>(),
  );

it('the CIFAR-10 architecture has two million parameters and whitens with 24 filters', () => {
  expect(countParameters(cifar10)).toBeGreaterThan(1.9e6);
  expect(countParameters(cifar10)).toBeLessThan(2.1e6);
  expect(trainedAtRandom().weights.get('1.kernel')!.shape).toEqual([2, 2, 3, 24]);
});

it('the published CIFAR-10 network is of this architecture', () => {
  expect(published().architecture).toEqual(cifar10);
});

it('the small network has a fourteenth of the parameters, and is published as it is described', () => {
  expect(countParameters(cifar10) / countParameters(smallCifar10)).toBeCloseTo(14, 0);
  expect(publishedSmall().architecture).toEqual(smallCifar10);
});

describe.each([
  ['as training could have left it, on noise', trainedAtRandom, noise],
  ['as published, on test images where they are here', published, testImages],
  ['small, as published, on test images where they are here', publishedSmall, testImages],
])('the CIFAR-10 network %s', (_, network, images) => {
  let stored: StoredNetwork;
  let folded: Network;
  let values: Float32Array;

  beforeAll(async () => {
    await chooseEngine('wasm');
    stored = network();
    folded = loadNetwork(foldBatchNorm(stored));
    values = await images();
    return () => {
      disposeNetwork(folded);
    };
  });

  it('says the same with its batch norms folded, to 1e-4', () => {
    const unfolded = loadNetwork(stored);
    const plain = logitsOf(unfolded, values);
    disposeNetwork(unfolded);
    expect(folded.architecture.layers.some(({ type }) => type === 'batchNorm')).toBe(false);
    logitsOf(folded, values).forEach((logit, index) => {
      expect(Math.abs(logit - plain[index]!)).toBeLessThan(1e-4);
    });
  });

  it.each(['epsilonGammaBox', 'epsilonPlus'])('closes the ledger of LRP by %s', (composite) => {
    const batch = tf.tensor4d(values, [IMAGES, 32, 32, 3]);
    const { ledger, relevance, logits, targets } = explainByLrpWithLedger(
      folded,
      batch,
      'predicted',
      COMPOSITES.get(composite)!,
    );
    const pixels = relevance.dataSync<'float32'>();
    tf.dispose([batch, relevance]);
    for (let image = 0; image < IMAGES; image++) {
      expect(ledger[0]!.relevanceIn[image]).toBeCloseTo(logits[image * 10 + targets[image]!]!, 5);
      for (const row of ledger) {
        const spent =
          row.relevanceOut[image]! + row.lostToBias[image]! + row.lostToStabiliser[image]!;
        const size = Math.max(
          1,
          Math.abs(row.relevanceIn[image]!),
          Math.abs(row.lostToBias[image]!),
        );
        expect(Math.abs(spent - row.relevanceIn[image]!)).toBeLessThan(1e-4 * size);
      }
      const sum = pixels.subarray(image * SIZE, (image + 1) * SIZE).reduce((a, b) => a + b, 0);
      expectClose([sum], [ledger.at(-1)!.relevanceOut[image]!], 1e-3);
    }
  });

  it('divides the difference of logits among the cells of Kernel SHAP, to 1e-4', () => {
    const image = values.subarray(0, SIZE);
    const both = new Float32Array(2 * SIZE);
    both.set(image);
    const target = 3;
    const map = kernelShap.explain({
      network: folded,
      images: image,
      targets: [target],
      generatorOf: () => generatorFor(13),
      evaluations: 200,
      batchSize: 50,
    });
    const logits = logitsOf(folded, both);
    const cells = map.reduce((sum, score) => sum + score / 16, 0);
    expect(Math.abs(cells - (logits[target]! - logits[10 + target]!))).toBeLessThan(1e-4);
  });
});
