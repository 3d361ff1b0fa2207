import type { Architecture } from './architecture.ts';
import { batchNormMap, mapInputs, mapOutputs, repeatMap, type ChannelMap } from './channelMap.ts';
import { layerInputShapes, layerShapes, type LayerShape } from './layerShapes.ts';
import { checkWeights } from './layerParameters.ts';
import { fromSequence, toSequence, type SequenceLayer } from './layerSequence.ts';
import type { StoredNetwork } from './network.ts';

/**
 * The same function without batch norm and dropout. At inference a batch norm is an affine map of
 * every channel, x ↦ a·x + b with a = scale / √(variance + ε) and b = offset − a·mean (Ioffe &
 * Szegedy 2015, algorithm 2, line 11). It goes into the convolution or dense layer before it, or
 * before the pooling before it; where something else stands there, such as a ReLU, into the next
 * convolution or dense layer, with only pooling, flatten, scale or repeatChannels in between.
 *
 * Zero padding of that next convolution is not shifted by b: its bias becomes one a position, which
 * keeps the logits equal at the border too. Max pooling may only be crossed when a > 0 in every
 * channel, as max(a·x + b) = a·max(x) + b does not hold for negative a.
 *
 * Throws, naming layer and reason, when a batch norm cannot be folded.
 */
export function foldBatchNorm(stored: StoredNetwork): StoredNetwork {
  checkWeights(stored.architecture, stored.weights);
  let sequence = toSequence(stored).filter(({ layer }) => layer.type !== 'dropout');
  while (sequence.some(({ layer }) => layer.type === 'batchNorm')) {
    sequence = foldOne(sequence, stored.architecture);
  }
  return fromSequence(stored.architecture, sequence);
}

/** Folds the first batch norm that can be: of two in a row, one may have to go before the other. */
function foldOne(sequence: readonly SequenceLayer[], original: Architecture): SequenceLayer[] {
  const current = { ...original, layers: sequence.map(({ layer }) => layer) };
  const inputs = layerInputShapes(current);
  const outputs = layerShapes(current);
  const obstacles: string[] = [];
  for (const [index, batchNorm] of sequence.entries()) {
    if (batchNorm.layer.type !== 'batchNorm') continue;
    const own = batchNormMap(batchNorm);
    const target = findBefore(sequence, index, own) ?? findAfter(sequence, index, own, inputs);
    if ('obstacle' in target) {
      obstacles.push(
        `${original.name}: the batch norm at layer ${batchNorm.origin} cannot be folded: ` +
          `${target.obstacle}.`,
      );
      continue;
    }
    const { at, map } = target;
    const linear = sequence[at]!;
    const merged =
      at < index ? mapOutputs(linear, map) : mapInputs(linear, map, inputs[at]!, outputs[at]!);
    return sequence.with(at, merged).toSpliced(index, 1);
  }
  throw new Error(obstacles[0]);
}

/** A linear layer and the map as it arrives there. */
interface Target {
  readonly at: number;
  readonly map: ChannelMap;
}

function isLinear({ layer }: SequenceLayer): boolean {
  return layer.type === 'conv2d' || layer.type === 'dense';
}

function isIncreasing({ factor }: ChannelMap): boolean {
  return factor.every((value) => value > 0);
}

/** The linear layer whose outputs the map may change instead, if there is one. */
function findBefore(
  sequence: readonly SequenceLayer[],
  index: number,
  map: ChannelMap,
): Target | undefined {
  for (let at = index - 1; at >= 0; at--) {
    const { type } = sequence[at]!.layer;
    if (isLinear(sequence[at]!)) return { at, map };
    if (type !== 'averagePool' && !(type === 'maxPool' && isIncreasing(map))) return undefined;
  }
  return undefined;
}

/** The linear layer whose inputs the map may change instead, or what stands in the way. */
function findAfter(
  sequence: readonly SequenceLayer[],
  index: number,
  map: ChannelMap,
  inputs: readonly LayerShape[],
): Target | { readonly obstacle: string } {
  let travelling = map;
  for (let at = index + 1; at < sequence.length; at++) {
    const { layer, origin } = sequence[at]!;
    const there = `layer ${origin} (${layer.type})`;
    switch (layer.type) {
      case 'conv2d':
      case 'dense':
        return { at, map: travelling };
      case 'flatten':
        travelling = repeatMap(
          travelling,
          inputs[at]!.slice(0, -1).reduce((a, b) => a * b, 1),
        );
        break;
      case 'repeatChannels':
        travelling = repeatMap(travelling, layer.times);
        break;
      case 'scale': {
        const { factor } = layer;
        travelling = { ...travelling, offset: travelling.offset.map((value) => value * factor) };
        break;
      }
      case 'averagePool':
        break;
      case 'maxPool': {
        const channel = travelling.factor.findIndex((value) => !(value > 0));
        if (channel < 0) break;
        return {
          obstacle: `its scale is not positive in channel ${channel}, and ${there} follows it`,
        };
      }
      default:
        return { obstacle: `${there} stands between it and the next conv2d or dense layer` };
    }
  }
  return { obstacle: 'neither before nor after it is there a conv2d or dense layer to fold into' };
}
