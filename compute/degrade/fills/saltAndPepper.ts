import { saltAndPepper as saltAndPepperImage } from '../fill.ts';
import { fillFrom, type Fill } from './fill.ts';

/** Every pixel 0 or 1 by a fair coin, all its channels alike. */
export const saltAndPepper: Fill = {
  id: 'salt-and-pepper',
  name: 'Salt and pepper',
  source: 'The course project of 2021, one coin a pixel',
  prepare: (_, [height, width, channels], generator) =>
    fillFrom(saltAndPepperImage(height * width, channels, generator), channels),
};

/** Every channel of every pixel 0 or 1 by a fair coin of its own: eight colours in an RGB image. */
export const saltAndPepperPerChannel: Fill = {
  id: 'salt-and-pepper-per-channel',
  name: 'Salt and pepper, per channel',
  source: 'The course project of 2021, one coin a channel',
  prepare: (image, [, , channels], generator) =>
    fillFrom(saltAndPepperImage(image.length, 1, generator), channels),
};
