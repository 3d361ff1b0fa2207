import * as tf from '@tensorflow/tfjs-core';
import type { Tensor4D } from '@tensorflow/tfjs-core';
import type { PoolLayer } from '../../networks/architecture.ts';
import { layerStrides } from '../../networks/layerShapes.ts';

/**
 * The places of a pooling window, in row-major order of the window: `read` takes the image apart
 * into one view a place, `add` puts one value a place and window back, adding where windows overlap.
 *
 * The gradient kernels of the backends do not serve in general: they differ in which of several equal
 * maxima wins (first on cpu, last on wasm), and divide an average by the full window even where padding
 * covers a part of it.
 */
export interface PoolingWindows {
  /** [n, height, width, channels] → views [n, windows down, windows across, channels]. */
  read(image: Tensor4D, padding: number): Tensor4D[];
  /** The transpose of `read`. */
  add(values: readonly Tensor4D[]): Tensor4D;
}

interface Axis {
  readonly size: number;
  readonly window: number;
  readonly stride: number;
  readonly windows: number;
  readonly padBefore: number;
  /** Strides that the windows span together; the padded axis is this many strides long. */
  readonly blocks: number;
}

function axisOf(size: number, window: number, stride: number, padding: 'same' | 'valid'): Axis {
  const windows =
    padding === 'same' ? Math.ceil(size / stride) : Math.floor((size - window) / stride) + 1;
  const padded = padding === 'same' ? Math.max((windows - 1) * stride + window - size, 0) : 0;
  return {
    size,
    window,
    stride,
    windows,
    padBefore: Math.floor(padded / 2),
    blocks: windows - 1 + Math.ceil(window / stride),
  };
}

/** @param shape [n, height, width, channels] of what is pooled */
export function poolingWindows(
  layer: PoolLayer,
  shape: readonly [number, number, number, number],
): PoolingWindows {
  const [, height, width, channels] = shape;
  const strides = layerStrides(layer);
  const down = axisOf(height, layer.size[0], strides[0], layer.padding);
  const across = axisOf(width, layer.size[1], strides[1], layer.padding);
  const places = Array.from({ length: down.window * across.window }, (_, place) => ({
    row: Math.floor(place / across.window),
    column: place % across.window,
  }));
  // Rows and columns split into (block, place in the block): a window is then a few plain slices.
  const blockWidth = across.stride * channels;

  return {
    read: (image, padding) => {
      const fitted = resize(image, down, across, padding);
      const rows = rowsOfBlocks(fitted, down, across, blockWidth);
      return places.map(({ row, column }) =>
        tf.slice(
          rows[row % down.stride]!,
          [
            0,
            Math.floor(row / down.stride),
            Math.floor(column / across.stride),
            (column % across.stride) * channels,
          ],
          [image.shape[0], down.windows, across.windows, channels],
        ),
      );
    },
    add: (values) => {
      const count = values[0]!.shape[0];
      const phase = (row: number, column: number): Tensor4D => {
        const shifted = places.flatMap((place, index) =>
          place.row % down.stride === row && place.column % across.stride === column
            ? [shiftBlocks(values[index]!, place, down, across)]
            : [],
        );
        if (shifted.length === 0) return tf.zeros([count, down.blocks, across.blocks, channels]);
        return shifted.length === 1 ? shifted[0]! : tf.addN(shifted);
      };
      const rows = Array.from({ length: down.stride }, (_, row) =>
        tf.reshape(
          tf.concat(
            Array.from({ length: across.stride }, (_, column) => phase(row, column)),
            3,
          ),
          [count * down.blocks, 1, across.blocks * blockWidth],
        ),
      );
      const image: Tensor4D = tf.reshape(tf.concat(rows, 1), [
        count,
        down.blocks * down.stride,
        across.blocks * across.stride,
        channels,
      ]);
      return restore(image, down, across);
    },
  };
}

/** Image rows that share their place in a block: `stride` tensors [n, blocks, blocks, stride·c]. */
function rowsOfBlocks(fitted: Tensor4D, down: Axis, across: Axis, blockWidth: number): Tensor4D[] {
  const [count] = fitted.shape;
  const rowLength = across.blocks * blockWidth;
  const byRow = tf.reshape(fitted, [count * down.blocks, down.stride, rowLength]);
  return Array.from({ length: down.stride }, (_, row) =>
    tf.reshape(tf.slice(byRow, [0, row, 0], [count * down.blocks, 1, rowLength]), [
      count,
      down.blocks,
      across.blocks,
      blockWidth,
    ]),
  );
}

/** Moves one value a window to the block where that place of the window lies. */
function shiftBlocks(
  value: Tensor4D,
  place: { readonly row: number; readonly column: number },
  down: Axis,
  across: Axis,
): Tensor4D {
  const top = Math.floor(place.row / down.stride);
  const left = Math.floor(place.column / across.stride);
  return padOrCrop(value, [
    [top, down.blocks - down.windows - top],
    [left, across.blocks - across.windows - left],
  ]);
}

function resize(image: Tensor4D, down: Axis, across: Axis, padding: number): Tensor4D {
  const margin = (axis: Axis): [number, number] => [
    axis.padBefore,
    axis.blocks * axis.stride - axis.size - axis.padBefore,
  ];
  return padOrCrop(image, [margin(down), margin(across)], padding);
}

function restore(image: Tensor4D, down: Axis, across: Axis): Tensor4D {
  const margin = (axis: Axis): [number, number] => [
    -axis.padBefore,
    axis.size + axis.padBefore - axis.blocks * axis.stride,
  ];
  return padOrCrop(image, [margin(down), margin(across)]);
}

/** Widens an image by each positive margin and cuts each negative one. */
function padOrCrop(
  image: Tensor4D,
  [[top, bottom], [left, right]]: readonly [[number, number], [number, number]],
  value = 0,
): Tensor4D {
  if (top === 0 && bottom === 0 && left === 0 && right === 0) return image;
  const [count, height, width, channels] = image.shape;
  const cropped = tf.slice(
    image,
    [0, Math.max(-top, 0), Math.max(-left, 0), 0],
    [
      count,
      height + Math.min(top, 0) + Math.min(bottom, 0),
      width + Math.min(left, 0) + Math.min(right, 0),
      channels,
    ],
  );
  return tf.pad(
    cropped,
    [
      [0, 0],
      [Math.max(top, 0), Math.max(bottom, 0)],
      [Math.max(left, 0), Math.max(right, 0)],
      [0, 0],
    ],
    value,
  );
}
