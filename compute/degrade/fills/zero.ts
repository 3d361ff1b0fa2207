import { fillFrom, type Fill } from './fill.ts';

/** Black. */
export const zero: Fill = {
  id: 'zero',
  name: 'Black',
  source: 'Petsiuk, Das & Saenko 2018, RISE',
  prepare: (image, [, , channels]) => fillFrom(new Float32Array(image.length), channels),
};
