import { ruleFor, type Composite } from '../../../compute/explain/lrp/composite.ts';
import { denseLayers, range, type DenseLayer } from './denseLayer.ts';
import type { PlainNetwork } from './plainNetwork.ts';
import { proportional, type ReplicaShare } from './ruleReplicas.ts';
import { replicaOf } from './ruleReplicaRegistry.ts';

export interface ReplicaExplanation {
  readonly logits: readonly number[];
  readonly relevance: readonly number[];
  /** From the logits down, as in `explainByLrp`. */
  readonly shares: readonly ReplicaShare[];
}

/** Logits of one image in float64. */
export function replicaLogits(network: PlainNetwork, image: readonly number[]): readonly number[] {
  return activations(denseLayers(network.architecture, network.parameters), image).at(-1)!;
}

/** LRP of one image in float64, layer by layer on full matrices. */
export function explainByReplica(
  network: PlainNetwork,
  image: readonly number[],
  target: number,
  composite: Composite,
): ReplicaExplanation {
  const layers = denseLayers(network.architecture, network.parameters);
  const values = activations(layers, image);
  const logits = values.at(-1)!;
  const firstLinear = layers.findIndex(({ kind }) => kind === 'linear');
  let relevance: readonly number[] = logits.map((logit, k) => (k === target ? logit : 0));
  const shares = range(layers.length)
    .toReversed()
    .map((index) => {
      const share = down(layers[index]!, values[index]!, values[index + 1]!, relevance, () => {
        const layer = network.architecture.layers[index]!;
        const rule = ruleFor(composite, { index, layer, firstLinear: index === firstLinear })!;
        return replicaOf(rule.name);
      });
      relevance = share.relevance;
      return share;
    });
  return { logits, relevance, shares };
}

function activations(
  layers: readonly DenseLayer[],
  image: readonly number[],
): (readonly number[])[] {
  return layers.reduce<(readonly number[])[]>(
    (values, layer) => [...values, up(layer, values.at(-1)!)],
    [image],
  );
}

function up(layer: DenseLayer, x: readonly number[]): readonly number[] {
  switch (layer.kind) {
    case 'pass':
      return x;
    case 'relu':
      return x.map((value) => Math.max(value, 0));
    case 'maximum':
      return layer.windows.map((window) => Math.max(...window.map((j) => x[j]!)));
    case 'mean':
      return layer.windows.map(
        (window) => window.reduce((sum, j) => sum + x[j]!, 0) / window.length,
      );
    case 'affine':
      return x.map((value, j) => value * layer.factors[j]! + layer.shifts[j]!);
    case 'repeat':
      return layer.sources.map((source) => x[source]!);
    case 'linear':
      return layer.bias.map((bias, k) =>
        x.reduce((sum, value, j) => sum + value * (layer.weights[j]![k] ?? 0), bias),
      );
  }
}

function down(
  layer: DenseLayer,
  x: readonly number[],
  output: readonly number[],
  above: readonly number[],
  rule: () => ReturnType<typeof replicaOf>,
): ReplicaShare {
  const kept = (relevance: readonly number[]): ReplicaShare => ({
    relevance,
    lostToBias: 0,
    lostToStabiliser: 0,
    gross: relevance.reduce((sum, value) => sum + Math.abs(value), 0),
  });
  switch (layer.kind) {
    case 'pass':
    case 'relu':
    case 'affine':
      return kept(above);
    case 'repeat': {
      const sums = range(layer.inputs).map(() => 0);
      layer.sources.forEach((source, k) => (sums[source]! += above[k]!));
      return kept(sums);
    }
    case 'maximum': {
      const sums = x.map(() => 0);
      layer.windows.forEach((window, k) => {
        sums[window.find((j) => x[j] === output[k])!]! += above[k]!;
      });
      return kept(sums);
    }
    case 'mean': {
      const weights = x.map((_, j) =>
        layer.windows.map((window) => (window.includes(j) ? 1 / window.length : null)),
      );
      return proportional(1e-6)(
        x,
        { kind: 'linear', weights, bias: layer.windows.map(() => 0) },
        above,
      );
    }
    case 'linear': {
      const replica = rule();
      return replica === 'pass' ? kept(above) : replica(x, layer, above);
    }
  }
}
