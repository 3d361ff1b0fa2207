import * as tf from '@tensorflow/tfjs-core';
import type { Tensor4D } from '@tensorflow/tfjs-core';
import { explainByGradCam } from '../gradCam/explainByGradCam.ts';
import { explainByGradient, explainByGradientTimesInput } from '../gradients/explainByGradient.ts';
import { explainByIntegratedGradients } from '../gradients/explainByIntegratedGradients.ts';
import { explainBySmoothGrad } from '../gradients/explainBySmoothGrad.ts';
import type { PixelMaps } from '../gradients/pixelMaps.ts';
import type { ExplainRequest, Method } from './method.ts';

/** Noise of SmoothGrad as a share of the range of the image, and copies (Smilkov et al. 2017). */
const NOISE = { samples: 50, noise: 0.15 };
/** Points on a path of integrated gradients. */
const PATH_STEPS = 64;

export const gradient: Method = {
  id: 'gradient',
  title: 'Gradient',
  cost: 'passes',
  source: 'Simonyan, Vedaldi & Zisserman 2014, Deep inside convolutional networks, section 3',
  explain: inBatches((images, { network, targets }) => explainByGradient(network, images, targets)),
};

export const gradientTimesInput: Method = {
  id: 'gradient-times-input',
  title: 'Gradient × input',
  cost: 'passes',
  source: 'Shrikumar et al. 2016, Not just a black box',
  explain: inBatches((images, { network, targets }) =>
    explainByGradientTimesInput(network, images, targets),
  ),
};

export const smoothGrad: Method = {
  id: 'smooth-grad',
  title: 'SmoothGrad',
  cost: 'passes',
  source: 'Smilkov et al. 2017, SmoothGrad',
  explain: inBatches((images, { network, targets, generatorOf, batchSize }) =>
    explainBySmoothGrad(network, images, targets, { ...NOISE, batchSize }, generatorOf),
  ),
};

/** From a black image, which the other methods hide parts with too. */
export const integratedGradients: Method = {
  id: 'integrated-gradients',
  title: 'Integrated gradients',
  cost: 'passes',
  source: 'Sundararajan, Taly & Yan 2017, Axiomatic attribution, equation 1',
  explain: inBatches((images, { network, targets, batchSize }) =>
    explainByIntegratedGradients(network, images, targets, {
      baseline: new Float32Array(images.size / images.shape[0]),
      steps: PATH_STEPS,
      batchSize,
    }),
  ),
};

export const gradCam: Method = {
  id: 'grad-cam',
  title: 'Grad-CAM',
  cost: 'passes',
  source: 'Selvaraju et al. 2017, Grad-CAM, equations 1 and 2',
  explain: inBatches((images, { network, targets }) => explainByGradCam(network, images, targets)),
};

/** The images of a request, a batch at a time, as a tensor. */
export function inBatches(
  explain: (images: Tensor4D, batch: ExplainRequest) => Pick<PixelMaps, 'maps'>,
): Method['explain'] {
  return (request) => {
    const { network, images, targets, batchSize, generatorOf } = request;
    const shape = network.architecture.inputShape;
    const pixels = shape[0] * shape[1];
    const size = pixels * shape[2];
    const maps = new Float32Array(targets.length * pixels);
    for (let first = 0; first < targets.length; first += batchSize) {
      const own = targets.slice(first, first + batchSize);
      const values = images.subarray(first * size, (first + own.length) * size);
      const tensor = tf.tensor4d(values, [own.length, ...shape]);
      try {
        const explained = explain(tensor, {
          ...request,
          targets: own,
          generatorOf: (image) => generatorOf(first + image),
        });
        maps.set(explained.maps, first * pixels);
      } finally {
        tensor.dispose();
      }
    }
    return maps;
  };
}
