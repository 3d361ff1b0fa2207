import '@tensorflow/tfjs-backend-cpu';
import { createHash } from 'node:crypto';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { readCompressedPosterior } from '../../../compute/bayes/compressed/compressedPosterior.ts';
import { compressPosterior } from '../../../compute/bayes/compressed/compressPosterior.ts';
import {
  readQuantisedPosterior,
  writeQuantisedPosterior,
} from '../../../compute/bayes/posteriorFile.ts';
import { variationalShapes } from '../../../compute/bayes/variational.ts';
import { checkWeights, valueCount } from '../../../compute/networks/layerParameters.ts';
import { readWeightsFile, writeWeightsFile } from '../../../compute/networks/weightsFile.ts';
import { floatsOfBytes } from '../../../compute/steps/binary.ts';
import {
  disposeTrainingState,
  initialTrainingState,
  restoreTrainingState,
  storeTrainingState,
} from '../../../compute/training/trainingState.ts';
import type { TrainingSettings } from '../../../compute/training/settings.ts';
import { randomNetwork, smallArchitecture } from '../../networks/randomNetwork.ts';
import { damagedBytes, damagedJson } from './damage.ts';
import { fuzz, namesFile } from './fuzz.ts';

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const architecture = smallArchitecture(
  { type: 'conv2d', filters: 2, kernelSize: [3, 3], padding: 'same', bias: 'channel' },
  { type: 'batchNorm', epsilon: 1e-3, momentum: 0.9, scale: true, offset: true },
  { type: 'flatten' },
  { type: 'dense', units: 3, bias: true },
);
const stored = randomNetwork(architecture, 4);
const weights = writeWeightsFile(stored, sha256);

/** Most cases keep header or binary whole, so that what comes after the first check is reached. */
const either = <Header>(header: fc.Arbitrary<Header>, whole: Header, binary: Uint8Array) =>
  fc.oneof(
    fc.tuple(header, fc.constant(binary)),
    fc.tuple(fc.constant(whole), damagedBytes(binary)),
    fc.tuple(header, damagedBytes(binary)),
  );

beforeAll(async () => {
  await tf.setBackend('cpu');
});

describe('fuzzed networks', () => {
  it.each([
    ['with its digest checked', true],
    ['without', false],
  ])('weights file, %s', async (_, checked) => {
    await fuzz({
      reader: checked ? 'weights file, digest checked' : 'weights file, unchecked',
      input: either(damagedJson(weights.header), weights.header, weights.binary),
      isClear: namesFile('weights.json'),
      read: ([header, binary]) => {
        const digest = checked ? sha256(binary) : undefined;
        const read = readWeightsFile(header, binary, 'weights.json', digest);
        checkWeights(read.architecture, read.weights);
        expect(
          [...read.weights.values()].every(({ values }) => values.every(Number.isFinite)),
        ).toBe(true);
      },
    });
  });

  it('posterior file', async () => {
    const sizes = [6, 5, 3];
    const values = variationalShapes(sizes).map((shape) =>
      new Float32Array(valueCount(shape)).fill(0.5),
    );
    const file = writeQuantisedPosterior({ sizes, values }, sha256);
    await fuzz({
      reader: 'posterior file',
      input: either(damagedJson(file.header), file.header, file.binary),
      isClear: namesFile('posterior.json'),
      read: ([header, binary]) => {
        const read = readQuantisedPosterior(header, binary, 'posterior.json', sha256(binary));
        expect(read.values.map(({ length }) => length)).toEqual(
          variationalShapes(read.sizes).map(valueCount),
        );
      },
    });
  });

  it.each([
    ['with its digest checked', true],
    ['without', false],
  ])('compressed posterior, %s', async (_, checked) => {
    const sizes = [6, 5, 3];
    const values = variationalShapes(sizes).map((shape) =>
      new Float32Array(valueCount(shape)).fill(0.5),
    );
    const images = { count: 2, values: new Float32Array(2 * 6).fill(1) };
    const file = compressPosterior({ sizes, values }, images, 0.3, sha256);
    await fuzz({
      reader: checked ? 'compressed posterior, digest checked' : 'compressed posterior, unchecked',
      input: either(damagedJson(file.header), file.header, file.binary),
      isClear: namesFile('posterior.json'),
      read: ([header, binary]) => {
        // Unchecked: the header is made to fit whatever bytes there are.
        const fitted = { bytes: binary.length, sha256: sha256(binary) };
        const given: unknown = checked ? header : { ...(header as object), ...fitted };
        const read = readCompressedPosterior(given, binary, 'posterior.json', sha256(binary));
        expect(read.values.map(({ length }) => length)).toEqual(
          variationalShapes(read.sizes).map(valueCount),
        );
        expect(read.values.every((own) => own.every(Number.isFinite))).toBe(true);
      },
    });
  });

  it('checkpoint of a training', async () => {
    const settings: TrainingSettings = {
      epochs: 1,
      batchSize: 2,
      initialisation: 'he',
      optimiser: { type: 'adam', learningRate: 0.01 },
    } as TrainingSettings;
    const state = initialTrainingState(stored, settings);
    const binary = storeTrainingState(state);
    disposeTrainingState(state);
    await fuzz({
      reader: 'checkpoint of a training',
      input: damagedBytes(binary),
      isClear: namesFile('training state'),
      read: (bytes) => {
        const restored = restoreTrainingState(architecture, settings, bytes, 0);
        // Numbers, not bytes: a NaN may be written in many ways.
        expect(floatsOfBytes(storeTrainingState(restored))).toEqual(floatsOfBytes(bytes));
        disposeTrainingState(restored);
      },
    });
    expect(tf.memory().numTensors).toBe(0);
  });
});
