import type { Layer } from '../networks/architecture.ts';
import { fromSequence, toSequence, type SequenceLayer } from '../networks/layerSequence.ts';
import type { StoredNetwork } from '../networks/network.ts';

/** What a network was shown in place of pixels of 0 … 1. */
export interface SeenInput {
  /** Grey images as so many equal channels. */
  readonly repeat?: number | undefined;
  /** (pixel − mean) / deviation, one number or one a channel, in pixels of 0 … 1. */
  readonly mean?: readonly number[] | undefined;
  readonly deviation?: readonly number[] | undefined;
}

/** The network with what was done to its images beforehand as its first layers: it takes pixels of 0 … 1. */
export function pixelInput(
  network: StoredNetwork,
  { repeat = 1, mean, deviation }: SeenInput,
): StoredNetwork {
  const [height, width, channels] = network.architecture.inputShape;
  if (channels % repeat !== 0) {
    throw new RangeError(`a network of ${channels} channels does not see grey ${repeat} times`);
  }
  const before: Layer[] = [];
  if (repeat > 1) before.push({ type: 'repeatChannels', times: repeat });
  if (mean && deviation) before.push({ type: 'standardise', mean, deviation });
  const added = before.map((layer): SequenceLayer => ({ layer, parameters: new Map(), origin: 0 }));
  const inputShape = [height, width, channels / repeat] as const;
  return fromSequence({ ...network.architecture, inputShape }, [...added, ...toSequence(network)]);
}
