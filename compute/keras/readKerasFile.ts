import { readFile } from 'node:fs/promises';
import type * as H5Wasm from 'h5wasm';
import type { Architecture, ParameterName, WeightKey } from '../networks/architecture.ts';
import { layerParameters } from '../networks/layerParameters.ts';
import type { StoredNetwork, WeightArray } from '../networks/network.ts';
import { kerasArchitecture } from './kerasArchitecture.ts';
import { KerasError } from './kerasError.ts';

type H5 = typeof H5Wasm;
type H5Group = InstanceType<H5['Group']>;

/** The first bytes of every HDF5 file without a user block. */
const SIGNATURE = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];

/** Name of the file being read, among files in memory. */
const IN_MEMORY = 'network.h5';

/** What Keras calls the parameters. */
const NAMES: Readonly<Record<string, ParameterName>> = {
  kernel: 'kernel',
  bias: 'bias',
  gamma: 'scale',
  beta: 'offset',
  moving_mean: 'mean',
  moving_variance: 'variance',
};

/** Loads the library that reads HDF5: 4 MB, for the few who read any. */
export function loadHdf5(): Promise<H5> {
  return import('h5wasm');
}

/**
 * Reads a network that Keras saved as HDF5: `model.save('….h5')`, or `save_weights` where the
 * architecture is given. The layers of the file that hold weights must be, in order, those of the
 * architecture that do.
 * @param architecture needed where the file holds weights alone; otherwise read from the file
 * @returns the network as it was saved, without a softmax at its end
 * @throws KerasError naming file, layer and field
 */
export async function readKerasFile(
  path: string,
  architecture?: Architecture,
): Promise<StoredNetwork> {
  const bytes = await readHdf5(path);
  const h5 = await loadHdf5();
  const { FS } = await h5.ready;
  // The library for browsers, on a file in memory: that for Node asks for what its permission model
  // grants to nobody.
  FS.writeFile(IN_MEMORY, bytes);
  const file = new h5.File(IN_MEMORY, 'r');
  try {
    // A file that cannot be opened gets a negative number.
    if (file.file_id < 0n) throw damaged(path);
    const config = file.attrs['model_config']?.value;
    if (typeof config !== 'string' && architecture === undefined) {
      const detail =
        'holds no model, only weights. Save the whole model, or give the architecture.';
      throw new KerasError('no-model', path, detail);
    }
    const own = architecture ?? kerasArchitecture(config as string, path);
    const root = file.get('model_weights');
    const weights = weightsOf(h5, root instanceof h5.Group ? root : file, own, path);
    return { architecture: own, weights };
  } catch (error) {
    throw error instanceof KerasError ? error : damaged(path, error);
  } finally {
    file.close();
    FS.unlink(IN_MEMORY);
  }
}

function damaged(path: string, cause?: unknown): KerasError {
  return new KerasError('damaged', path, 'is damaged: HDF5 cannot read it.', cause);
}

async function readHdf5(path: string): Promise<Uint8Array> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw new KerasError('missing', path, 'cannot be read: is the path right?', error);
  });
  if (SIGNATURE.some((byte, at) => bytes[at] !== byte)) {
    const detail =
      'is no HDF5 file. Keras writes one for a name that ends in .h5; newer versions write .keras ' +
      'archives, which can be saved again as .h5.';
    throw new KerasError('not-hdf5', path, detail);
  }
  return bytes;
}

/** Gives each layer of the architecture that has parameters those of the next layer of the file. */
function weightsOf(
  h5: H5,
  root: H5Group,
  architecture: Architecture,
  path: string,
): Map<WeightKey, WeightArray> {
  const declared = layerParameters(architecture);
  const wanted = [...new Set(declared.map(({ layer }) => layer))];
  const found = textsOf(root.attrs['layer_names']?.value)
    .map((name) => ({ name, arrays: arraysOf(h5, root, name, path) }))
    .filter(({ arrays }) => arrays.size > 0);
  if (found.length !== wanted.length) {
    const detail = `${found.length} of its layers hold weights, the architecture has ${wanted.length} that need them.`;
    throw new KerasError('missing-weights', path, detail);
  }
  const weights = new Map<WeightKey, WeightArray>();
  for (const { key, layer, name, shape } of declared) {
    const own = found[wanted.indexOf(layer)]!;
    const array = own.arrays.get(name);
    if (array === undefined) {
      throw new KerasError('missing-weights', path, `layer ${own.name} holds no ${name}.`);
    }
    if (array.shape.join() !== shape.join()) {
      const detail = `layer ${own.name}: ${name} has the shape [${array.shape.join(', ')}], not [${shape.join(', ')}].`;
      throw new KerasError('wrong-shape', path, detail);
    }
    if (!array.values.every(Number.isFinite)) {
      const detail = `layer ${own.name}: ${name} holds a value that is not finite.`;
      throw new KerasError('not-finite', path, detail);
    }
    weights.set(key, array);
  }
  return weights;
}

/** The parameters of one layer of the file, by our names. */
function arraysOf(
  h5: H5,
  root: H5Group,
  layer: string,
  path: string,
): Map<ParameterName, WeightArray> {
  const group = root.get(layer);
  if (!(group instanceof h5.Group)) {
    throw new KerasError('missing-weights', path, `layer ${layer} is listed and not there.`);
  }
  return new Map(
    textsOf(group.attrs['weight_names']?.value).map((name): [ParameterName, WeightArray] => {
      const dataset = group.get(name);
      const own = NAMES[name.split('/').at(-1)!.split(':')[0]!];
      if (own === undefined || !(dataset instanceof h5.Dataset)) {
        throw new KerasError('missing-weights', path, `layer ${layer}: ${name} cannot be read.`);
      }
      const { value, shape } = dataset;
      if (!(value instanceof Float32Array) || shape === null) {
        throw new KerasError(
          'wrong-shape',
          path,
          `layer ${layer}: ${name} is not of 32-bit floats.`,
        );
      }
      return [own, { shape, values: value.slice() }];
    }),
  );
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((text) => typeof text === 'string') : [];
}
