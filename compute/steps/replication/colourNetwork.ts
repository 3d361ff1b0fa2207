import { fromSequence, toSequence } from '../../networks/layerSequence.ts';
import { loadNetwork, storeNetwork, type Network } from '../../networks/network.ts';

/**
 * The same network without a first layer that repeats channels: it takes the repeated image, so that LRP
 * gives a relevance to each copy, as the networks of 2021 had it. Dispose it; the given one stays.
 */
export function colourNetwork(network: Network): Network {
  const stored = storeNetwork(network);
  const [first, ...rest] = toSequence(stored);
  if (first?.layer.type !== 'repeatChannels') return loadNetwork(stored);
  const [height, width, channels] = stored.architecture.inputShape;
  const colour = fromSequence(stored.architecture, rest);
  return loadNetwork({
    weights: colour.weights,
    architecture: {
      ...colour.architecture,
      inputShape: [height, width, channels * first.layer.times],
    },
  });
}

/**
 * Images with their channels repeated until there are as many as wanted.
 * @param values row-major [pixels × channels]
 * @returns row-major [pixels × wanted]
 */
export function repeatChannels(
  values: Float32Array,
  channels: number,
  wanted: number,
): Float32Array {
  const repeated = new Float32Array((values.length / channels) * wanted);
  for (let at = 0; at < repeated.length; at++) {
    repeated[at] = values[Math.floor(at / wanted) * channels + (at % channels)]!;
  }
  return repeated;
}
