import * as tf from '@tensorflow/tfjs-core';
import { explainByGradientTimesInput } from '../../../compute/explain/gradients/explainByGradient.ts';
import type {
  NetworkMethod,
  RandomisationSubject,
} from '../../../compute/metrics/randomisation/randomisationMetric.ts';
import { generatorFor } from '../../../compute/random/generator.ts';
import { CONVOLUTIONAL } from '../../explain/gradients/functionNetworks.ts';
import { randomNetwork, smallArchitecture } from '../../networks/randomNetwork.ts';

export const network = randomNetwork(smallArchitecture(...CONVOLUTIONAL), 3);
export const IMAGES = 3;
export const PIXELS = 30;
export const SAMPLES = 20;
const draw = generatorFor(4, 'images');
export const images = Float32Array.from({ length: IMAGES * 2 * PIXELS }, () => draw.uniform());
export const targets = [0, 1, 2];

export const gradientTimesInput: NetworkMethod = (loaded, values, classes) => {
  const [height, width, channels] = loaded.architecture.inputShape;
  const batch = tf.tensor4d(values, [classes.length, height, width, channels]);
  const { maps } = explainByGradientTimesInput(loaded, batch, classes);
  batch.dispose();
  return maps;
};

export const subject = (method: NetworkMethod, batchSize = 2): RandomisationSubject => ({
  network,
  images,
  targets,
  method,
  initialisation: 'he',
  noise: { samples: SAMPLES, noise: 0.1 },
  batchSize,
});

export const generator = () => generatorFor(9, 'weights');

/** Sees the image alone. */
export const blind: NetworkMethod = (_, values) =>
  Float32Array.from(
    { length: values.length / 2 },
    (__, pixel) => values[2 * pixel]! - values[2 * pixel + 1]!,
  );
