import path from 'node:path';
import type { Plugin } from 'vite';

const SOURCE_OF_ML_MATRIX = path.resolve('node_modules/ml-matrix/src/index.js');

/** Kernels of the engine that no network and no method of this report asks for. */
const NEVER_RUN = [
  ['acos', 'acosh', 'asin', 'asinh', 'atan', 'atan2', 'atanh', 'cos', 'cosh', 'sin', 'sinh'],
  ['tan', 'tanh', 'erf', 'expm1', 'elu', 'eluGrad', 'selu', 'leakyRelu', 'prelu', 'lrn', 'lrnGrad'],
  ['avgPool3D', 'avgPool3DGrad', 'maxPool3D', 'maxPool3DGrad', 'maxPoolWithArgmax', 'conv3D'],
  ['conv3DBackpropFilterV2', 'conv3DBackpropInputV2', 'dilation2D', 'dilation2DBackpropFilter'],
  ['dilation2DBackpropInput', 'fusedDepthwiseConv2D', 'batchToSpaceND', 'spaceToBatchND'],
  ['cropAndResize', 'flipLeftRight', 'rotateWithOffset', 'transform', 'resizeBilinearGrad'],
  ['resizeNearestNeighborGrad', 'nonMaxSuppressionV3', 'nonMaxSuppressionV4'],
  ['nonMaxSuppressionV5', 'sparseFillEmptyRows', 'sparseReshape', 'sparseSegmentMean'],
  ['sparseSegmentSum', 'sparseToDense', 'stringNGrams', 'stringSplit', 'stringToHashBucketFast'],
  ['bincount', 'denseBincount', 'bitwiseAnd', 'cumprod', 'cumsum', 'diag', 'linSpace'],
  ['multinomial', 'searchSorted', 'scatterNd', 'tensorScatterUpdate', 'topK', 'unique'],
  ['depthToSpace', 'mirrorPad', 'logicalXor', 'isFinite', 'isInf', 'isNaN', 'all', 'any'],
  ['argMin', 'broadcastArgs', 'ceil', 'floor', 'floorDiv', 'mod', 'prod', 'relu6', 'round'],
  ['gatherNd', 'logicalOr', 'resizeNearestNeighbor', 'stridedSlice', 'avgPoolGrad', 'maxPoolGrad'],
  ['depthwiseConv2dNative', 'greaterEqual', 'lessEqual', 'logicalAnd', 'logicalNot', 'log1p'],
  ['minimum', 'notEqual', 'reciprocal', 'rsqrt', 'sigmoid', 'squaredDifference'],
].flat();

/**
 * Leaves out of the demos' worker what it never runs. The engine comes with a build for threads, which
 * plain file hosts cannot offer, so its place is taken by the build without; and with kernels for
 * everything. ml-matrix is resolved to its source, of which only what is used is bundled.
 */
export function slimBundle(): Plugin {
  return {
    name: 'slim-demo-bundle',
    enforce: 'pre',
    resolveId(source, importer) {
      if (source === 'ml-matrix') return SOURCE_OF_ML_MATRIX;
      if (!/wasm-out\/tfjs-backend-wasm-threaded-simd\.js$/.test(source)) return undefined;
      return this.resolve(source.replace('-threaded-simd', ''), importer, { skipSelf: true });
    },
    load: (id) =>
      /wasm-out\/tfjs-backend-wasm-threaded-simd\.worker\.js$/.test(id)
        ? "export const wasmWorkerContents = '';"
        : undefined,
    transform: (code, id) =>
      /tfjs-backend-wasm\/dist\/register_all_kernels\.js$/.test(id)
        ? { code: withoutKernels(code, NEVER_RUN), map: null }
        : undefined,
  };
}

/** @throws Error when a kernel is not registered, as after an update of the engine */
function withoutKernels(code: string, names: readonly string[]): string {
  return names.reduce((left, name) => {
    const shorter = left
      .replace(new RegExp(`^import \\{ ${name}Config \\} from .*$`, 'm'), '')
      .replace(new RegExp(`^\\s*${name}Config,$`, 'm'), '');
    if (shorter === left || new RegExp(`\\b${name}Config\\b`).test(shorter)) {
      throw new Error(`slimBundle: the wasm engine does not register ${name} as expected.`);
    }
    return shorter;
  }, code);
}
