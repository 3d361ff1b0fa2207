import type { ImageSet } from '../../../compute/datasets/imageSet.ts';
import { drawPlantedImage, PART } from '../../../compute/datasets/planted/plantedImage.ts';
import { plantedSet } from '../../../compute/datasets/planted/plantedSets.ts';
import type { StoredNetwork } from '../../../compute/networks/network.ts';
import { modelFiles } from '../../../compute/steps/trainedNetwork.ts';
import { MemoryInputs } from '../memoryInputs.ts';

export const SIDE = 32;
export const PIXELS = SIDE * SIDE;
export const CLASSES = 10;

/** Inputs held in memory, with every planted set by its name. */
export class PlantedInputs extends MemoryInputs {
  constructor() {
    super(plantedSet('planted-single/test'));
  }

  override async dataset(name: string): Promise<ImageSet> {
    return Promise.resolve(plantedSet(name));
  }

  /** The weights of a network as if step `train-<name>` had made them. */
  addNetwork(name: string, stored: StoredNetwork): void {
    this.steps.set(`train-${name}`, modelFiles(name, stored));
  }

  /** The maps of the first images of a set as if an explaining step had made them. */
  addMaps(
    step: string,
    images: number,
    mapOf: (parts: Uint8Array, image: number) => ArrayLike<number>,
    dataset = 'planted-single/test',
  ): void {
    const set = plantedSet(dataset);
    const scores = new Float32Array(images * PIXELS);
    for (let image = 0; image < images; image++) {
      const own = set.parts.subarray(image * PIXELS, (image + 1) * PIXELS);
      scores.set(mapOf(own, image), image * PIXELS);
    }
    this.addMapScores(step, images, scores, set);
  }
}

/** A network of one dense layer. @param kernel row-major [1024 × 10] */
export function denseNetwork(kernel: Float32Array, bias: Float32Array): StoredNetwork {
  return {
    architecture: {
      name: 'dense',
      inputShape: [SIDE, SIDE, 1],
      classes: CLASSES,
      layers: [{ type: 'flatten' }, { type: 'dense', units: CLASSES, bias: true }],
    },
    weights: new Map([
      ['1.kernel', { shape: [PIXELS, CLASSES], values: kernel }],
      ['1.bias', { shape: [CLASSES], values: bias }],
    ]),
  };
}

/**
 * A network that reads the corner mark and nothing else: each class weighs the pixels of the mark by
 * the signs of its own, less what plain grey would give. A hair decides between equals, which rounding
 * cannot: in plain grey class 0 wins.
 */
export function markReader(): StoredNetwork {
  const kernel = new Float32Array(PIXELS * CLASSES);
  const bias = new Float32Array(CLASSES);
  for (let label = 0; label < CLASSES; label++) {
    bias[label] = -label / 1000;
    const { pixels, twin, parts } = drawPlantedImage(
      { kind: 'shortcut', rate: 1 },
      'test',
      0,
      label,
    );
    parts.forEach((part, pixel) => {
      if (part !== PART.mark) return;
      const weight = 4 * Math.sign(pixels[pixel]! - twin[pixel]!);
      kernel[pixel * CLASSES + label] = weight;
      bias[label]! -= weight / 2;
    });
  }
  return denseNetwork(kernel, bias);
}

/** 1 on the pixels that belong to a part, else 0. */
export const onPart = (wanted: number) => (parts: Uint8Array) =>
  Array.from(parts, (part) => (part === wanted ? 1 : 0));
