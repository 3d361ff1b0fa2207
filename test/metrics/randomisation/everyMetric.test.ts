import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { chooseEngine } from '../../../compute/engine/chooseEngine.ts';
import { RANDOMISATION_METRICS } from '../../../compute/metrics/randomisation/index.ts';
import type {
  NetworkMethod,
  RandomisationSubject,
} from '../../../compute/metrics/randomisation/randomisationMetric.ts';
import type { Architecture, Layer } from '../../../compute/networks/architecture.ts';
import { randomNetwork, smallArchitecture } from '../../networks/randomNetwork.ts';
import { blind, generator, gradientTimesInput, IMAGES, subject } from './subject.ts';

beforeAll(async () => {
  await chooseEngine('cpu');
});

describe.each(RANDOMISATION_METRICS.map((metric) => [metric.id, metric] as const))(
  '%s',
  (_, metric) => {
    it('says what it is', () => {
      expect(metric.category).toBe('randomisation');
      expect(metric.needs).toContain('method');
      expect(metric.source).toMatch(/\d{4}/);
    });

    it('gives an image the same number in whatever batch, in its range, and leaves no tensor', () => {
      const before = tf.memory().numTensors;
      const of = (batchSize: number) =>
        metric.measure(subject(gradientTimesInput, batchSize), generator());
      const expected = of(IMAGES);
      expect(expected).toHaveLength(IMAGES);
      for (const batchSize of [1, 3]) {
        of(batchSize).forEach((value, image) => {
          expect(value).toBeCloseTo(expected[image]!, 2);
          expect(value >= metric.range[0] && value <= metric.range[1]).toBe(true);
        });
      }
      expect(tf.memory().numTensors).toBe(before);
    });

    it('takes one number a pixel: two channels are what twice the pixels of one channel are', () => {
      // The same features in the same order, so that equal draws make equal networks of both.
      const layers: Layer[] = [
        { type: 'flatten' },
        { type: 'dense', units: 6, bias: true },
        { type: 'relu' },
        { type: 'dense', units: 3, bias: true },
      ];
      const colours = smallArchitecture(...layers);
      const oneChannel = { ...colours, inputShape: [6, 10, 1] as const };
      // What the channels of a pixel receive together, on the place of each: neither ranks nor
      // histograms tell a map from the same one with every pixel twice.
      const byPairs: NetworkMethod = (loaded, values, classes) => {
        const maps = gradientTimesInput(loaded, values, classes);
        return maps.map((relevance, index) => relevance + maps[index ^ 1]!);
      };
      const of = (architecture: Architecture, method: NetworkMethod) =>
        metric.measure(
          { ...subject(method), network: randomNetwork(architecture, 6) },
          generator(),
        );
      const expected = of(oneChannel, byPairs);
      of(colours, gradientTimesInput).forEach((value, image) => {
        expect(value).toBeCloseTo(expected[image]!, 5);
      });
      expect(new Set(expected).size).toBe(IMAGES);
    });

    it('refuses what it cannot measure, and frees the network', () => {
      const before = tf.memory().numTensors;
      const of = (wrong: Partial<RandomisationSubject>) =>
        metric.measure({ ...subject(blind), ...wrong }, generator());
      expect(() => of({ targets: [] })).toThrow('for 0 images of 60');
      expect(() => of({ targets: [0] })).toThrow('180 numbers for 1 images of 60');
      expect(() => of({ batchSize: 0 })).toThrow('batchSize is 0');
      expect(() => of({ method: (__, values) => values })).toThrow(/a map of \d+ pixels/);
      const nan: NetworkMethod = (__, values) => new Float32Array(values.length / 2).fill(NaN);
      expect(() => of({ method: nan })).toThrow('relevance of pixel 0 is NaN');
      expect(tf.memory().numTensors).toBe(before);
    });
  },
);
