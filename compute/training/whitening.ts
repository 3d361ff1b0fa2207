import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import { applyLayer } from '../networks/applyLayer.ts';
import type { Architecture, Conv2dLayer } from '../networks/architecture.ts';
import { pixelBatch, type Images } from '../networks/evaluate.ts';
import type { WeightArray } from '../networks/network.ts';
import type { TrainingSettings } from './settings.ts';

/** Images whose patches are held in memory at once. */
const CHUNK = 250;

/**
 * Filters that whiten the patches a convolution sees (Jordan 2024, arXiv 2404.00498, §3.1): the
 * eigenvectors of the patches' second moments, each divided by √(eigenvalue + ε), largest eigenvalue
 * first, and after them the same with the opposite sign.
 *
 * @param index layer of the convolution; layers before it must have no parameters
 * @param images the first `settings.images` of them are used
 * @returns kernel [h, w, channels, 2 · h · w · channels]
 */
export function whiteningKernel(
  architecture: Architecture,
  index: number,
  images: Images,
  settings: NonNullable<TrainingSettings['whitening']>,
): WeightArray {
  const layer = architecture.layers[index] as Conv2dLayer;
  const used = Math.min(settings.images, images.count);
  let sum = new Matrix(0, 0);
  let patches = 0;
  for (let start = 0; start < used; start += CHUNK) {
    const end = Math.min(start + CHUNK, used);
    const chunk = secondMoments(architecture, index, images, start, end);
    sum = sum.rows === 0 ? chunk.sum : sum.add(chunk.sum);
    patches += chunk.patches;
  }
  const length = sum.rows;
  if (layer.filters !== 2 * length) {
    throw new Error(
      `${architecture.name}, layer ${index}: whitening gives ${2 * length} filters, two for each ` +
        `value of a patch, but the layer has ${layer.filters}.`,
    );
  }
  const [height, width] = layer.kernelSize;
  const values = new Float32Array(length * layer.filters);
  const decomposition = new EigenvalueDecomposition(sum.div(patches), { assumeSymmetric: true });
  const order = decomposition.realEigenvalues
    .map((_, column) => column)
    .sort((a, b) => decomposition.realEigenvalues[b]! - decomposition.realEigenvalues[a]!);
  order.forEach((column, filter) => {
    const deviation = Math.sqrt(decomposition.realEigenvalues[column]! + settings.epsilon);
    for (let row = 0; row < length; row++) {
      const weight = decomposition.eigenvectorMatrix.get(row, column) / deviation;
      values[row * layer.filters + filter] = weight;
      values[row * layer.filters + length + filter] = -weight;
    }
  });
  return { shape: [height, width, length / (height * width), layer.filters], values };
}

/** Σ p pᵀ over the patches p that the layer sees in images start … end − 1. */
function secondMoments(
  { layers }: Architecture,
  index: number,
  images: Images,
  start: number,
  end: number,
): { sum: Matrix; patches: number } {
  const { kernelSize } = layers[index] as Conv2dLayer;
  let patchCount = 0;
  let length = 0;
  const product = tf.tidy(() => {
    let x: Tensor = pixelBatch(images, start, end);
    for (let at = 0; at < index; at++) x = applyLayer(layers[at]!, at, new Map(), x);
    const seen = x as Tensor4D;
    const [count, height, width, channels] = seen.shape;
    const rows = height - kernelSize[0] + 1;
    const columns = width - kernelSize[1] + 1;
    const taps = Array.from({ length: kernelSize[0] * kernelSize[1] }, (_, tap) => {
      const top = Math.floor(tap / kernelSize[1]);
      const left = tap % kernelSize[1];
      return tf.slice(seen, [0, top, left, 0], [count, rows, columns, channels]);
    });
    const patches = tf.reshape(tf.concat(taps, 3), [-1, taps.length * channels]);
    length = taps.length * channels;
    patchCount = patches.shape[0]!;
    return tf.matMul(patches, patches, true, false).dataSync() as Float32Array;
  });
  return { sum: Matrix.from1DArray(length, length, product), patches: patchCount };
}
