/** Mean and standard deviation of each channel over all pixels of an image. */
export interface ChannelMoments {
  readonly means: Float64Array;
  readonly deviations: Float64Array;
}

/** @param image row-major [pixels × channels] */
export function channelMoments(image: Float32Array, channels: number): ChannelMoments {
  const pixels = image.length / channels;
  const means = new Float64Array(channels);
  const deviations = new Float64Array(channels);
  for (let channel = 0; channel < channels; channel++) {
    let sum = 0;
    for (let index = channel; index < image.length; index += channels) sum += image[index]!;
    const mean = sum / pixels;
    let squares = 0;
    for (let index = channel; index < image.length; index += channels) {
      squares += (image[index]! - mean) ** 2;
    }
    means[channel] = mean;
    deviations[channel] = Math.sqrt(squares / pixels);
  }
  return { means, deviations };
}
