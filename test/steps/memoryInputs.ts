import '@tensorflow/tfjs-backend-cpu';
import type { ImageSet } from '../../compute/datasets/imageSet.ts';
import type { Engine } from '../../compute/engine/engine.ts';
import type { StoredNetwork } from '../../compute/networks/network.ts';
import type { Files, InputReader, Outputs, Step } from '../../compute/pipeline/step.ts';
import { mapsBlockFiles, type MapsDescriptor } from '../../compute/steps/relevanceMaps.ts';
import { modelFiles } from '../../compute/steps/trainedNetwork.ts';

export const CPU_ENGINE: Engine = { name: 'cpu', description: 'tfjs cpu' };

/**
 * Images of 8 × 8 with one bright pixel among dark ones; the class says in which half of the
 * image, left (0) or right (1), the bright pixel lies. Image i has it at pixel 5 i mod 64.
 */
export function brightPixelImages(count: number): ImageSet {
  const pixels = new Uint8Array(count * 64);
  const labels = new Uint8Array(count);
  for (let image = 0; image < count; image++) {
    const pixel = (5 * image) % 64;
    pixels[image * 64 + pixel] = 255;
    labels[image] = pixel % 8 < 4 ? 0 : 1;
  }
  return {
    name: 'bright/test',
    shape: [8, 8, 1],
    classNames: ['left', 'right'],
    count,
    pixels,
    labels,
    digest: 'bright',
  };
}

/** Logit of a class = brightness of its half of the image: classifies bright-pixel images exactly. */
function halvesNetwork(): StoredNetwork {
  const kernel = new Float32Array(64 * 2);
  for (let pixel = 0; pixel < 64; pixel++) kernel[pixel * 2 + (pixel % 8 < 4 ? 0 : 1)] = 1;
  return {
    architecture: {
      name: 'halves',
      inputShape: [8, 8, 1],
      classes: 2,
      layers: [{ type: 'flatten' }, { type: 'dense', units: 2, bias: false }],
    },
    weights: new Map([['1.kernel', { shape: [64, 2], values: kernel }]]),
  };
}

/** Inputs held in memory: one data set and the output files of steps. */
export class MemoryInputs implements InputReader {
  readonly set: ImageSet;
  readonly steps = new Map<string, Files>();

  constructor(set: ImageSet) {
    this.set = set;
    this.steps.set('train-halves', modelFiles('halves', halvesNetwork()));
  }

  async dataset(name: string): Promise<ImageSet> {
    if (name !== this.set.name) throw new Error(`no data set ${name}`);
    return Promise.resolve(this.set);
  }

  async file(step: string, name: string): Promise<Uint8Array> {
    const bytes = this.steps.get(step)?.get(name);
    if (!bytes) throw new Error(`step ${step} has no file ${name}`);
    return Promise.resolve(bytes);
  }

  /**
   * The maps of the first images of the set as if step `step` had made them.
   * @param scores row-major [images × pixels]
   */
  addMapScores(step: string, images: number, scores: Float32Array, dataset = this.set): void {
    const descriptor: MapsDescriptor = {
      method: 'lrp',
      network: 'any',
      dataset: dataset.name,
      images,
      shape: [...dataset.shape],
      cell: null,
      quality: 'conserved-share',
      settings: {},
    };
    const targets = dataset.labels.slice(0, images);
    this.steps.set(
      step,
      new Map([
        ...mapsBlockFiles({ scores, targets, quality: new Float32Array(images) }),
        ['maps.json', new TextEncoder().encode(JSON.stringify(descriptor))],
      ]),
    );
  }

  /** Makes the outputs of a finished step readable by later ones. */
  add(step: string, outputs: Outputs): void {
    this.steps.set(
      step,
      new Map([...(outputs.stored ?? []), ...(outputs.results ?? []), ...(outputs.models ?? [])]),
    );
  }
}

/** Runs all units of a step in order, then collects. */
export async function runStep<Parameters>(
  step: Step<Parameters>,
  given: unknown,
  inputs: MemoryInputs,
  engine: Engine = CPU_ENGINE,
  seed = 1,
): Promise<Outputs> {
  const parameters = step.parameters.parse(given);
  const finished = new Map<string, Files>();
  const shared = { study: 'test', step: step.id, parameters, seed, engine, inputs };
  let previous: Files | undefined;
  for (const unit of step.units(parameters)) {
    previous = await step.runUnit({
      ...shared,
      unit,
      report: () => undefined,
      ...(step.sequential && previous ? { previous } : {}),
    });
    finished.set(unit, previous);
  }
  return step.collect({
    ...shared,
    units: [...finished.keys()],
    unit: async (unit) => Promise.resolve(finished.get(unit)!),
  });
}

/** The JSON of an output file. */
export function parseJson(outputs: Outputs, name: string): unknown {
  return JSON.parse(new TextDecoder().decode(outputs.results?.get(name)));
}
