import { describe, expect, it } from 'vitest';
import { mnist2021 } from '../../compute/networks/architectures/mnist2021.ts';
import { measuredCosts } from '../../src/planning/measuredCosts.ts';
import { multiplyAdds } from '../../src/planning/multiplyAdds.ts';
import { longDuration, plannedSeconds } from '../../src/planning/workPlan.ts';
import { readDuration } from '../../src/results/readDuration.ts';
import { readManifest } from '../../src/results/readManifest.ts';
import { smallArchitecture } from '../networks/randomNetwork.ts';

describe('a plan', () => {
  const { costs } = measuredCosts('mnist')!;

  it('of the study that was measured is the time it took', () => {
    const { steps } = readManifest('mnist')!;
    for (const [kind, method] of [
      ['explain-lime', 'LIME'],
      ['explain-lrp', 'LRP'],
    ]) {
      const { name, parameters } = steps.find(({ step }) => step === kind)!;
      const { images, evaluations = 1 } = parameters as { images: number; evaluations?: number };
      const cost = costs.find((own) => own.method === method)!;
      const work = { images, evaluations, multiplyAdds: cost.multiplyAdds, processes: 1 };
      expect(plannedSeconds(cost, work)).toBeCloseTo(readDuration('mnist', name)!, 6);
    }
  });

  it('grows with images, evaluations and the network, and is divided by processes', () => {
    const [lime] = costs;
    const work = { images: 100, evaluations: 500, multiplyAdds: 1e9, processes: 1 };
    const once = plannedSeconds(lime!, work);
    for (const field of ['images', 'evaluations', 'multiplyAdds'] as const) {
      expect(plannedSeconds(lime!, { ...work, [field]: 3 * work[field] })).toBeCloseTo(3 * once);
    }
    expect(plannedSeconds(lime!, { ...work, processes: 4 })).toBeCloseTo(once / 4);
  });

  it('does not ask LRP for evaluations', () => {
    const lrp = costs.find(({ method }) => method === 'LRP')!;
    const work = { images: 100, evaluations: 500, multiplyAdds: 1e9, processes: 1 };
    expect(plannedSeconds(lrp, { ...work, evaluations: 1 })).toBe(plannedSeconds(lrp, work));
  });
});

describe('multiply-adds', () => {
  it('are counted by hand for a small network', () => {
    const small = smallArchitecture(
      { type: 'conv2d', filters: 2, kernelSize: [3, 3], padding: 'same', bias: 'channel' },
      { type: 'flatten' },
      { type: 'dense', units: 3, bias: true },
    );
    const [height, width, channels] = small.inputShape;
    const pixels = height * width;
    expect(multiplyAdds(small)).toBe(pixels * 2 * 9 * channels + pixels * 2 * 3);
  });

  it('are about as many as published networks of their size have', () => {
    expect(multiplyAdds(mnist2021)).toBeGreaterThan(1e5);
  });
});

describe('long durations', () => {
  it.each([
    [0.0033, '0.0033\u00a0s'],
    [90, '90\u00a0s'],
    [600, '10\u00a0min'],
    [86_400, '24\u00a0h'],
    [86_400 * 40, '40\u00a0days'],
    [86_400 * 365 * 1234, '1,200\u00a0years'],
  ])('%d', (seconds, words) => {
    expect(longDuration(seconds)).toBe(words);
  });
});
