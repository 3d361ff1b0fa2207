import { disposeNetwork, loadNetwork, type StoredNetwork } from '../networks/network.ts';
import { countParameters } from '../networks/layerParameters.ts';
import { accuracy, evaluate, type Images } from '../networks/evaluate.ts';
import { softmaxProbability } from '../steps/softmax.ts';

/** How a network fares on labelled images. */
export interface NetworkCheck {
  readonly name: string;
  readonly layers: readonly string[];
  readonly parameters: number;
  readonly images: number;
  /** Share of images whose largest logit is that of their label. */
  readonly accuracy: number;
  /** Mean −ln of the probability of the label, in nats. */
  readonly crossEntropy: number;
}

/** Images in one pass. */
const BATCH = 250;

/** Evaluates a network on the first images of a set. */
export function checkNetwork(
  stored: StoredNetwork,
  set: Images & { readonly labels: Uint8Array },
  count: number,
): NetworkCheck {
  const images = { ...set, count: Math.min(count, set.count) };
  const network = loadNetwork(stored);
  try {
    const { classes, name, layers } = stored.architecture;
    const logits = evaluate(network, images, BATCH);
    const labels = set.labels.subarray(0, images.count);
    const losses = Array.from(labels, (label, image) => {
      const own = logits.subarray(image * classes, (image + 1) * classes);
      return -Math.log(softmaxProbability(own, label));
    });
    return {
      name,
      layers: layers.map(({ type }) => type),
      parameters: countParameters(stored.architecture),
      images: images.count,
      accuracy: accuracy(logits, labels),
      crossEntropy: losses.reduce((sum, loss) => sum + loss, 0) / losses.length,
    };
  } finally {
    disposeNetwork(network);
  }
}
