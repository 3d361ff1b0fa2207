import { range, type DenseLayer } from './denseLayer.ts';

/** Relevance of inputs and where the rest went, in float64. */
export interface ReplicaShare {
  readonly relevance: readonly number[];
  readonly lostToBias: number;
  readonly lostToStabiliser: number;
  /** Σ |n_jk R_k / s(z_k)|: how much moves before signs cancel, the yardstick of rounding. */
  readonly gross: number;
}

type Linear = Extract<DenseLayer, { kind: 'linear' }>;

/** A rule by its definition: contributions n_jk, a bias, and division by their stabilised sum. */
export type RuleReplica = (
  input: readonly number[],
  layer: Linear,
  above: readonly number[],
) => ReplicaShare;

const STABILISER = 1e-6;
const above0 = (value: number) => Math.max(value, 0);
const below0 = (value: number) => Math.min(value, 0);

function distribute(
  input: readonly number[],
  layer: Linear,
  above: readonly number[],
  stabiliser: number,
  contribution: (j: number, k: number) => number,
  biasOf: (k: number) => number,
): ReplicaShare {
  const relevance = input.map(() => 0);
  let lostToBias = 0;
  let lostToStabiliser = 0;
  let gross = 0;
  above.forEach((arriving, k) => {
    const contributions = input.map((_, j) =>
      layer.weights[j]![k] === null ? 0 : contribution(j, k),
    );
    const total = contributions.reduce((sum, part) => sum + part, biasOf(k));
    const stabilised = total + (total < 0 ? -stabiliser : stabiliser);
    if (stabilised === 0) {
      lostToStabiliser += arriving;
      return;
    }
    contributions.forEach((part, j) => (relevance[j]! += (part / stabilised) * arriving));
    gross += contributions.reduce(
      (sum, part) => sum + Math.abs((part / stabilised) * arriving),
      Math.abs(arriving),
    );
    lostToBias += (biasOf(k) / stabilised) * arriving;
    lostToStabiliser += ((stabilised - total) / stabilised) * arriving;
  });
  return { relevance, lostToBias, lostToStabiliser, gross };
}

export function proportional(stabiliser: number): RuleReplica {
  return (x, layer, above) =>
    distribute(
      x,
      layer,
      above,
      stabiliser,
      (j, k) => x[j]! * layer.weights[j]![k]!,
      (k) => layer.bias[k]!,
    );
}

export function gamma(share: number): RuleReplica {
  return (x, layer, above) => {
    const product = (j: number, k: number) => x[j]! * (layer.weights[j]![k] ?? 0);
    const favoured = layer.bias.map((bias, k) =>
      x.reduce((sum, _, j) => sum + product(j, k), bias) >= 0 ? above0 : below0,
    );
    return distribute(
      x,
      layer,
      above,
      STABILISER,
      (j, k) => product(j, k) + share * favoured[k]!(product(j, k)),
      (k) => layer.bias[k]! + share * favoured[k]!(layer.bias[k]!),
    );
  };
}

export function alphaBeta(alpha: number, beta: number): RuleReplica {
  return (x, layer, above) => {
    const [excited, inhibited] = [above0, below0].map((sign) =>
      distribute(
        x,
        layer,
        above,
        STABILISER,
        (j, k) => sign(x[j]! * layer.weights[j]![k]!),
        (k) => sign(layer.bias[k]!),
      ),
    );
    const mix = (of: (share: ReplicaShare) => number) =>
      alpha * of(excited!) - beta * of(inhibited!);
    return {
      relevance: range(x.length).map((j) => mix(({ relevance }) => relevance[j]!)),
      lostToBias: mix(({ lostToBias }) => lostToBias),
      lostToStabiliser: mix(({ lostToStabiliser }) => lostToStabiliser),
      gross: alpha * excited!.gross + beta * inhibited!.gross,
    };
  };
}

export function box(low: number, high: number): RuleReplica {
  return (x, layer, above) =>
    distribute(
      x,
      layer,
      above,
      STABILISER,
      (j, k) => {
        const weight = layer.weights[j]![k]!;
        return weight * (x[j]! - (weight > 0 ? low : high));
      },
      () => 0,
    );
}

export const wSquare: RuleReplica = (x, layer, above) =>
  distribute(
    x,
    layer,
    above,
    STABILISER,
    (j, k) => layer.weights[j]![k]! ** 2,
    (k) => layer.bias[k]! ** 2,
  );

export const flat: RuleReplica = (x, layer, above) =>
  distribute(
    x,
    layer,
    above,
    STABILISER,
    () => 1,
    () => 0,
  );

export function withoutBias(replica: RuleReplica): RuleReplica {
  return (x, layer, above) => replica(x, { ...layer, bias: layer.bias.map(() => 0) }, above);
}
