import { quantile } from '../metrics/bootstrap.ts';
import { decomposeUncertainty, entropy, type Uncertainty } from './uncertainty.ts';

/** Gathers what many networks say of the same images. */
export class PredictiveSum {
  readonly images: number;
  readonly classes: number;
  #added = 0;
  readonly #sum: Float64Array;
  readonly #entropy: Float64Array;
  /** [networks × images × classes] */
  readonly #all: Float32Array;

  /** @param networks how many will be added at most */
  constructor(images: number, classes: number, networks: number) {
    this.images = images;
    this.classes = classes;
    this.#sum = new Float64Array(images * classes);
    this.#entropy = new Float64Array(images);
    this.#all = new Float32Array(networks * images * classes);
  }

  /** Adds one network. @param probabilities row-major [images × classes] */
  add(probabilities: Float32Array): void {
    const { classes } = this;
    if (probabilities.length !== this.#sum.length) {
      throw new RangeError(
        `${probabilities.length} probabilities for ${this.images} images of ${classes} classes`,
      );
    }
    this.#all.set(probabilities, this.#added * probabilities.length);
    this.#added++;
    for (let index = 0; index < probabilities.length; index++) {
      this.#sum[index]! += probabilities[index]!;
    }
    for (let image = 0; image < this.images; image++) {
      this.#entropy[image]! += entropy(probabilities, image * classes, classes);
    }
  }

  /** Means over the networks added so far, row-major [images × classes]. */
  mean(): Float32Array {
    return Float32Array.from(this.#sum, (sum) => sum / this.#added);
  }

  /** Medians over the networks added so far, class by class, row-major [images × classes]. */
  median(): Float32Array {
    const column = new Float32Array(this.#added);
    return Float32Array.from(this.#sum, (_, index) => {
      for (let network = 0; network < this.#added; network++) {
        column[network] = this.#all[network * this.#sum.length + index]!;
      }
      return quantile(column.sort(), 0.5);
    });
  }

  /** Mean over the networks of the entropy of what each says, [images], in nats. */
  expectedEntropy(): Float32Array {
    return Float32Array.from(this.#entropy, (sum) => sum / this.#added);
  }

  uncertainty(): Uncertainty {
    return decomposeUncertainty(this.mean(), this.expectedEntropy());
  }
}
