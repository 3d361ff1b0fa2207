import { beforeAll, describe, expect, it } from 'vitest';
import { chooseEngine } from '../../../compute/engine/chooseEngine.ts';
import { cascade } from '../../../compute/metrics/randomisation/cascade.ts';
import { efficientMprt } from '../../../compute/metrics/randomisation/efficientMprt.ts';
import { histogramEntropy } from '../../../compute/metrics/randomisation/histogramEntropy.ts';
import { layerSimilarities } from '../../../compute/metrics/randomisation/layerSimilarities.ts';
import { mprt } from '../../../compute/metrics/randomisation/mprt.ts';
import type { NetworkMethod } from '../../../compute/metrics/randomisation/randomisationMetric.ts';
import { randomLogit } from '../../../compute/metrics/randomisation/randomLogit.ts';
import { smoothMprt } from '../../../compute/metrics/randomisation/smoothMprt.ts';
import { rankCorrelation } from '../../../compute/metrics/rankCorrelation.ts';
import { disposeNetwork, loadNetwork, type Network } from '../../../compute/networks/network.ts';
import { generatorFor } from '../../../compute/random/generator.ts';
import { randomNetwork } from '../../networks/randomNetwork.ts';
import {
  blind,
  generator,
  gradientTimesInput,
  IMAGES,
  images,
  network,
  PIXELS,
  SAMPLES,
  subject,
  targets,
} from './subject.ts';

beforeAll(async () => {
  await chooseEngine('cpu');
});

/** How many of the four layers with parameters are not as learnt. */
function randomLayers(loaded: Network): number {
  return [1, 4, 7, 9].filter((layer) => {
    const own = loaded.parameters.get(`${layer}.kernel`)!.dataSync();
    return own[0] !== network.weights.get(`${layer}.kernel`)!.values[0];
  }).length;
}

/** The same map for all images, chosen by the number of random layers. */
const byRandomLayers =
  (map: (random: number) => readonly number[]): NetworkMethod =>
  (loaded, _, classes) => {
    const own = map(randomLayers(loaded));
    return Float32Array.from(classes.flatMap(() => own));
  };

const rising = Array.from({ length: PIXELS }, (_, pixel) => pixel + 1);
const falling = rising.toReversed();

describe('cascading randomisation', () => {
  const cascaded = cascade(network, 'he', generator());

  it('goes from the top to the bottom and keeps what is below', () => {
    expect(cascaded.map(({ layer }) => layer)).toEqual([9, 7, 4, 1]);
    cascaded.forEach(({ network: random }, step) => {
      const loaded = loadNetwork(random);
      expect(randomLayers(loaded)).toBe(step + 1);
      disposeNetwork(loaded);
    });
    expect(cascaded[1]!.network.weights.get('4.bias')).toBe(network.weights.get('4.bias'));
  });

  it('keeps the random weights of the layers above from step to step', () => {
    const [first, , , last] = cascaded;
    expect(last!.network.weights.get('9.kernel')).toBe(first!.network.weights.get('9.kernel'));
    expect(cascade(network, 'he', generator())).toEqual(cascaded);
  });
});

describe('MPRT', () => {
  it('is 1 for a method that looks at the image alone, whatever the noise', () => {
    expect([...mprt.measure(subject(blind), generator())]).toEqual([1, 1, 1]);
    expect([...smoothMprt.measure(subject(blind), generator())]).toEqual([1, 1, 1]);
  });

  it('does not average in that the learnt network is like itself', () => {
    const turns = byRandomLayers((random) => (random === 0 ? rising : falling));
    expect([...mprt.measure(subject(turns), generator())]).toEqual([-1, -1, -1]);
  });

  it('compares sizes of relevance, layer by layer from the top', () => {
    const maps = [rising, rising.map((value) => -value), falling, rising, rising.map(() => 2)];
    const method = byRandomLayers((random) => maps[random]!);
    const layers = layerSimilarities(subject(method), generator());
    expect(layers.map(({ layer }) => layer)).toEqual([9, 7, 4, 1]);
    // A map of one value orders nothing: 0.
    [1, -1, 1, 0].forEach((expected, step) => {
      expect(layers[step]!.similarities[2]!).toBeCloseTo(expected, 12);
    });
    expect(mprt.measure(subject(method), generator())[0]).toBeCloseTo(0.25, 12);
  });

  it('is 0 between maps of one value, which order nothing', () => {
    const dead = byRandomLayers(() => rising.map(() => 0));
    expect([...mprt.measure(subject(dead), generator())]).toEqual([0, 0, 0]);
    expect([...randomLogit.measure(subject(dead), generator())]).toEqual([0, 0, 0]);
  });

  it('is what explaining every network by hand gives', () => {
    const found = mprt.measure(subject(gradientTimesInput), generator());
    const explain = (stored: typeof network) => {
      const loaded = loadNetwork(stored);
      const maps = gradientTimesInput(loaded, images, targets).map(Math.abs);
      disposeNetwork(loaded);
      return maps;
    };
    const learnt = explain(network);
    const expected = Array.from({ length: IMAGES }, () => 0);
    for (const { network: random } of cascade(network, 'he', generator())) {
      const maps = explain(random);
      for (let image = 0; image < IMAGES; image++) {
        const [start, end] = [image * PIXELS, (image + 1) * PIXELS];
        expected[image]! +=
          rankCorrelation(learnt.subarray(start, end), maps.subarray(start, end)) / 4;
      }
    }
    found.forEach((value, image) => {
      expect(value).toBeCloseTo(expected[image]!, 5);
      expect(Math.abs(value)).toBeLessThan(1);
    });
  });
});

describe('smooth MPRT', () => {
  it('compares means over noisy copies, the same for all networks', () => {
    const seen = new Map<number, Set<string>>();
    const method: NetworkMethod = (loaded, values, classes) => {
      const random = randomLayers(loaded);
      const own = seen.get(random) ?? new Set();
      for (let start = 0; start < values.length; start += 2 * PIXELS) {
        own.add(values.subarray(start, start + 2 * PIXELS).join());
      }
      seen.set(random, own);
      return blind(loaded, values, classes);
    };
    smoothMprt.measure(subject(method, 3), generator());
    expect([...seen.keys()]).toEqual([0, 1, 2, 3, 4]);
    for (const copies of seen.values()) {
      expect(copies.size).toBe(SAMPLES * IMAGES);
      expect(copies).toEqual(seen.get(0));
    }
  });

  it('averages maps with their signs before it takes sizes', () => {
    // Noise makes the first pixels of every copy ±, so that they cancel; the others stay.
    const method: NetworkMethod = (loaded, values, classes) =>
      Float32Array.from(
        classes.flatMap((_, copy) =>
          rising.map((value) => {
            const sign = value <= 10 && values[copy * 2 * PIXELS]! > 0.5 ? -1 : 1;
            return sign * value * (randomLayers(loaded) + 1);
          }),
        ),
      );
    for (const value of smoothMprt.measure(subject(method, SAMPLES), generator())) {
      expect(value).toBeCloseTo(1, 6);
    }
  });
});

describe('efficient MPRT', () => {
  const values = (count: number) => rising.map((value) => (value % count) / count);

  it('is the rise of the entropy over what it was', () => {
    const method = byRandomLayers((random) => values(random === 4 ? 6 : random === 0 ? 2 : 30));
    // ln 2 as learnt, ln 6 when all is random.
    const expected = Math.log(6) / Math.log(2) - 1;
    for (const value of efficientMprt.measure(subject(method), generator())) {
      expect(value).toBeCloseTo(expected, 6);
    }
  });

  it('is 0 for a method that looks at the image alone, and for maps of one value', () => {
    expect([...efficientMprt.measure(subject(blind), generator())]).toEqual([0, 0, 0]);
    const dead = byRandomLayers((random) => (random === 0 ? rising.map(() => 0) : rising));
    expect([...efficientMprt.measure(subject(dead), generator())]).toEqual([0, 0, 0]);
  });

  it('takes the entropy of 100 bins, from least to largest', () => {
    expect(histogramEntropy(Float32Array.of(5, 5, 5))).toBe(0);
    expect(histogramEntropy(Float32Array.of(-1, 1, -1, 1))).toBeCloseTo(Math.log(2), 12);
    const ramp = Float32Array.from({ length: 1000 }, (_, index) => index);
    expect(histogramEntropy(ramp)).toBeCloseTo(Math.log(100), 3);
    expect(histogramEntropy(ramp.map((value) => -3 * value))).toBeCloseTo(Math.log(100), 3);
  });
});

describe('random logit', () => {
  it('is 1 for a method that is blind to the class', () => {
    expect([...randomLogit.measure(subject(blind), generator())]).toEqual([1, 1, 1]);
  });

  it('is −1 where every other class has the opposite map', () => {
    const method: NetworkMethod = (_, __, classes) =>
      Float32Array.from(classes.flatMap((target) => (target === 1 ? rising : falling)));
    const two = { ...subject(method), targets: [1, 1, 1] };
    expect([...randomLogit.measure(two, generator())]).toEqual([-1, -1, -1]);
  });

  it('never compares with the class itself, and with every other one', () => {
    const asked: (readonly number[])[] = [];
    const method: NetworkMethod = (loaded, values, classes) => {
      asked.push(classes);
      return blind(loaded, values, classes);
    };
    const many = { ...subject(method, IMAGES), targets: [1, 1, 1] };
    for (let seed = 0; seed < 6; seed++) randomLogit.measure(many, generatorFor(seed));
    const others = asked.filter((_, call) => call % 2 === 1).flat();
    expect(new Set(others)).toEqual(new Set([0, 2]));
  });

  it('refuses a network of one class', () => {
    const single = randomNetwork(
      {
        ...network.architecture,
        classes: 1,
        layers: [{ type: 'flatten' }, { type: 'dense', units: 1, bias: true }],
      },
      1,
    );
    expect(() => randomLogit.measure({ ...subject(blind), network: single }, generator())).toThrow(
      'small has no other class',
    );
  });
});
