import type { Architecture, Layer } from '../networks/architecture.ts';
import { layerParameters, valueCount } from '../networks/layerParameters.ts';
import { layerShapes } from '../networks/layerShapes.ts';
import type { TrainingLog } from '../results/trainingLog.ts';

/** The layers of a network in words, with output shapes and numbers of parameters. */
export function summariseLayers(architecture: Architecture): TrainingLog['network']['layers'] {
  const shapes = layerShapes(architecture);
  const parameters = layerParameters(architecture);
  return architecture.layers.map((layer, index) => ({
    type: layer.type,
    description: describeLayer(layer),
    outputShape: [...shapes[index]!],
    parameters: parameters
      .filter((declared) => declared.layer === index)
      .reduce((sum, { shape }) => sum + valueCount(shape), 0),
  }));
}

function describeLayer(layer: Layer): string {
  switch (layer.type) {
    case 'conv2d': {
      const [height, width] = layer.kernelSize;
      const strides = layer.strides ? `, stride ${layer.strides.join('×')}` : '';
      const bias = layer.bias === 'none' ? ', no bias' : '';
      return `${layer.filters} filters ${height}×${width}, ${layer.padding}${strides}${bias}`;
    }
    case 'dense':
      return `${layer.units} units${layer.bias ? '' : ', no bias'}`;
    case 'maxPool':
      return `largest of ${layer.size.join('×')}`;
    case 'averagePool':
      return `mean of ${layer.size.join('×')}`;
    case 'batchNorm':
      return layer.scale ? 'scale and offset' : 'offset only';
    case 'dropout':
      return `drops ${layer.rate * 100} % in training`;
    case 'repeatChannels':
      return `each channel ${layer.times} times`;
    case 'scale':
      return `times ${Number(layer.factor.toPrecision(4))}`;
    case 'standardise':
      return 'mean 0, deviation 1 of each channel';
    case 'flatten':
      return 'one vector';
    case 'relu':
      return 'max(0, x)';
  }
}
