import { contentDigest } from '../../../compute/datasets/contentDigest.ts';
import type { ImageSet } from '../../../compute/datasets/imageSet.ts';
import { plantedSet } from '../../../compute/datasets/planted/plantedSets.ts';
import { brightPixelImages } from '../../steps/memoryInputs.ts';

/** Images of each set: few, so that a step takes no time. */
const BRIGHT_COUNT = 64;
const PLANTED_COUNT = 40;

/** Sets are made once in a process. */
const made = new Map<string, ImageSet>();

/** Bright-pixel images, or the first images of a planted set, by name. */
export function smallImages(name: string): ImageSet {
  const known = made.get(name) ?? makeImages(name);
  made.set(name, known);
  return known;
}

function makeImages(name: string): ImageSet {
  const set = name === 'bright/test' ? brightPixelImages(BRIGHT_COUNT) : firstPlanted(name);
  return { ...set, digest: contentDigest(set.pixels, set.labels) };
}

function firstPlanted(name: string): ImageSet {
  const { shape, classNames, pixels, labels } = plantedSet(name);
  const size = shape[0] * shape[1] * shape[2];
  return {
    name,
    shape,
    classNames,
    count: PLANTED_COUNT,
    pixels: pixels.slice(0, PLANTED_COUNT * size),
    labels: labels.slice(0, PLANTED_COUNT),
    digest: '',
  };
}
