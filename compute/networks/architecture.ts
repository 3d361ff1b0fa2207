/** Networks as data: a list of layers, walked by forward, training and LRP alike. */

/** Two-dimensional convolution, NHWC. Parameters `kernel` [h, w, in, filters] and `bias`. */
export interface Conv2dLayer {
  readonly type: 'conv2d';
  readonly filters: number;
  readonly kernelSize: readonly [height: number, width: number];
  readonly strides?: readonly [vertical: number, horizontal: number];
  readonly padding: 'same' | 'valid';
  /**
   * `channel`: one bias a filter. `position`: one a filter and output position, which folding a
   * batch norm that stands *before* a padded convolution needs to stay exact at the border.
   */
  readonly bias: 'none' | 'channel' | 'position';
  /** False for fixed filters, such as a whitening layer. Default true. */
  readonly trainable?: boolean;
}

/** Parameters `kernel` [in, units] and, with bias, `bias` [units]. */
export interface DenseLayer {
  readonly type: 'dense';
  readonly units: number;
  readonly bias: boolean;
}

/**
 * Parameters `mean` and `variance` (running averages), with scale `scale`, with offset `offset`, one
 * a channel each.
 */
export interface BatchNormLayer {
  readonly type: 'batchNorm';
  readonly epsilon: number;
  /** Share of the old running average kept at each training step. */
  readonly momentum: number;
  readonly scale: boolean;
  readonly offset: boolean;
}

export interface PoolLayer {
  readonly type: 'maxPool' | 'averagePool';
  readonly size: readonly [height: number, width: number];
  readonly strides?: readonly [vertical: number, horizontal: number];
  readonly padding: 'same' | 'valid';
}

export interface ReluLayer {
  readonly type: 'relu';
}

/** Active in training only; kept values are divided by 1 − rate. */
export interface DropoutLayer {
  readonly type: 'dropout';
  readonly rate: number;
}

export interface FlattenLayer {
  readonly type: 'flatten';
}

/** Copies a one-channel image into several channels (the 2021 MNIST network sees grey as RGB). */
export interface RepeatChannelsLayer {
  readonly type: 'repeatChannels';
  readonly times: number;
}

/** Multiplies by a constant, such as the 1/9 before the softmax of the CIFAR network. */
export interface ScaleLayer {
  readonly type: 'scale';
  readonly factor: number;
}

/** Subtracts a mean and divides by a deviation for each channel: standardisation as part of the network, so that explanations see pixels in [0, 1]. */
export interface StandardiseLayer {
  readonly type: 'standardise';
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
}

export type Layer =
  | Conv2dLayer
  | DenseLayer
  | BatchNormLayer
  | PoolLayer
  | ReluLayer
  | DropoutLayer
  | FlattenLayer
  | RepeatChannelsLayer
  | ScaleLayer
  | StandardiseLayer;

export interface Architecture {
  readonly name: string;
  /** Pixels in [0, 1]. */
  readonly inputShape: readonly [height: number, width: number, channels: number];
  readonly classes: number;
  readonly layers: readonly Layer[];
}

/** The parameters of one layer that each layer type may hold, in file order. */
export type ParameterName = 'kernel' | 'bias' | 'scale' | 'offset' | 'mean' | 'variance';

/** Key of a parameter in a set of weights: layer index and parameter name. */
export type WeightKey = `${number}.${ParameterName}`;
