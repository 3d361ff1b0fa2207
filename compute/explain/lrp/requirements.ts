import type { Tensor4D } from '@tensorflow/tfjs-core';
import { layerInputShapes, layerShapes } from '../../networks/layerShapes.ts';
import type { Network } from '../../networks/network.ts';
import { ruleFor, type Composite } from './composite.ts';

/** Throws unless images have the network's shape and there is one class an image. */
export function requireFit(
  { architecture }: Network,
  images: Tensor4D,
  targets: readonly number[] | 'predicted',
): void {
  const [count, ...shape] = images.shape;
  if (count === 0 || shape.join() !== architecture.inputShape.join()) {
    throw new Error(
      `Images of shape [${images.shape.join(', ')}] for ${architecture.name}, which takes ` +
        `[n, ${architecture.inputShape.join(', ')}] with n ≥ 1.`,
    );
  }
  if (targets === 'predicted') return;
  if (targets.length !== count) {
    throw new Error(
      `${targets.length} targets for ${count} images; give one class an image, or 'predicted'.`,
    );
  }
  for (const target of targets) {
    if (!Number.isInteger(target) || target < 0 || target >= architecture.classes) {
      throw new Error(
        `Target ${target} is no class of ${architecture.name}; ` +
          `give a whole number from 0 to ${architecture.classes - 1}.`,
      );
    }
  }
}

/** Throws, naming the layer, unless the composite can hand relevance down through every layer. */
export function requireRules({ architecture }: Network, composite: Composite): void {
  const { layers } = architecture;
  const inputs = layerInputShapes(architecture);
  const outputs = layerShapes(architecture);
  const first = layers.findIndex(({ type }) => type === 'conv2d' || type === 'dense');
  layers.forEach((layer, index) => {
    const name = `${architecture.name}, layer ${index} (${layer.type})`;
    const rule = ruleFor(composite, { index, layer, firstLinear: index === first });
    if (layer.type === 'batchNorm' && rule?.kind !== 'pass') {
      throw new Error(
        `${name}: LRP has no rule for batch norm; fold it into its neighbour with foldBatchNorm ` +
          'before explaining.',
      );
    }
    if (layer.type !== 'conv2d' && layer.type !== 'dense') return;
    if (rule === undefined) {
      throw new Error(
        `${name}: composite ${composite.id} has no rule for it; add an assignment that matches.`,
      );
    }
    if (rule.kind === 'pass' && inputs[index]!.join() !== outputs[index]!.join()) {
      throw new Error(
        `${name}: relevance cannot pass from [${outputs[index]!.join(', ')}] to ` +
          `[${inputs[index]!.join(', ')}]; assign another rule.`,
      );
    }
  });
}
