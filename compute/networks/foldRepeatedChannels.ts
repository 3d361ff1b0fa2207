import { layerInputShapes } from './layerShapes.ts';
import { fromSequence, toSequence, type SequenceLayer } from './layerSequence.ts';
import type { StoredNetwork, WeightArray } from './network.ts';

/**
 * The same function without `repeatChannels` in front of a convolution: a filter that sees the same
 * channel several times sees it once, with the sum of its weights. Saves the first layer two thirds
 * of its work where grey is shown as colour.
 *
 * Equal for the logits only: LRP rules that treat weights by sign (γ, zB, αβ) divide relevance by
 * the repeated weights one by one, so LRP explains the network as it was built.
 */
export function foldRepeatedChannels(stored: StoredNetwork): StoredNetwork {
  const inputs = layerInputShapes(stored.architecture);
  const sequence = toSequence(stored);
  const folded = sequence.flatMap((item, index): SequenceLayer[] => {
    const before = sequence[index - 1]?.layer;
    if (item.layer.type === 'repeatChannels') {
      return sequence[index + 1]?.layer.type === 'conv2d' ? [] : [item];
    }
    if (item.layer.type !== 'conv2d' || before?.type !== 'repeatChannels') return [item];
    const kernel = sumRepeats(item.parameters.get('kernel')!, inputs[index - 1]!.at(-1)!);
    return [{ ...item, parameters: new Map([...item.parameters, ['kernel', kernel]]) }];
  });
  return fromSequence(stored.architecture, folded);
}

/** @param kernel [h, w, times · channels, filters], the channels repeated as a whole */
function sumRepeats({ shape, values }: WeightArray, channels: number): WeightArray {
  const [height, width, repeated, filters] = shape as [number, number, number, number];
  const sums = new Float64Array(height * width * channels * filters);
  values.forEach((value, index) => {
    const input = Math.floor(index / filters) % repeated;
    const tap = Math.floor(index / (filters * repeated));
    sums[(tap * channels + (input % channels)) * filters + (index % filters)]! += value;
  });
  return { shape: [height, width, channels, filters], values: Float32Array.from(sums) };
}
