import { channelMoments } from './channelMoments.ts';
import { fillFrom, type Fill } from './fill.ts';

/** The mean colour of the image. */
export const mean: Fill = {
  id: 'mean',
  name: 'Mean colour',
  source: 'Rieger & Hansen 2020, IROF',
  prepare: (image, [, , channels]) => {
    const { means } = channelMoments(image, channels);
    return fillFrom(
      image.map((_, index) => means[index % channels]!),
      channels,
    );
  },
};
