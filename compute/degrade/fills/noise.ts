import { channelMoments } from './channelMoments.ts';
import { fillFrom, type Fill } from './fill.ts';

/** Uniform on 0 … 1, every channel of every pixel for itself. */
export const uniformNoise: Fill = {
  id: 'uniform-noise',
  name: 'Uniform noise',
  source:
    'Samek et al. 2017, Evaluating the visualization of what a deep neural network has learned',
  prepare: (image, [, , channels], generator) =>
    fillFrom(
      image.map(() => generator.uniform()),
      channels,
    ),
};

/** Normal with the mean and the standard deviation of the image's own channel, cut to 0 … 1. */
export const gaussianNoise: Fill = {
  id: 'gaussian-noise',
  name: 'Gaussian noise',
  source: 'Sturmfels, Lundberg & Lee 2020, Visualizing the impact of feature attribution baselines',
  prepare: (image, [, , channels], generator) => {
    const { means, deviations } = channelMoments(image, channels);
    return fillFrom(
      image.map((_, index) => {
        const channel = index % channels;
        const value = means[channel]! + deviations[channel]! * generator.normal();
        return Math.max(0, Math.min(1, value));
      }),
      channels,
    );
  },
};
