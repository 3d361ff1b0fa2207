import type { Architecture } from '../../compute/networks/architecture.ts';
import { layerInputShapes, layerShapes } from '../../compute/networks/layerShapes.ts';

/** Multiply-adds of one image's pass through the convolutions and dense layers of a network. */
export function multiplyAdds(architecture: Architecture): number {
  const inputs = layerInputShapes(architecture);
  const outputs = layerShapes(architecture);
  return architecture.layers.reduce((sum, layer, index) => {
    const input = inputs[index]!;
    const values = outputs[index]!.reduce((product, size) => product * size, 1);
    switch (layer.type) {
      case 'conv2d':
        return sum + values * layer.kernelSize[0] * layer.kernelSize[1] * input[2]!;
      case 'dense':
        return sum + values * input[0]!;
      default:
        return sum;
    }
  }, 0);
}
