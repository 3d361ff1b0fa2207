import { describe, expect, it } from 'vitest';
import { roundWithFeedback } from '../../../compute/bayes/compressed/feedbackRounding.ts';
import {
  meanProducts,
  rectifiedOutputs,
} from '../../../compute/bayes/compressed/receivedInputs.ts';
import { normalsFor } from '../../../compute/random/normals.ts';

const normals = (name: string, length: number) =>
  normalsFor(3, name).fill(new Float32Array(length));

/** Mean square of what errors of weights add to a unit, by its definition. */
function costOf(errors: readonly number[], products: Float64Array): number {
  const size = errors.length;
  return products.reduce(
    (sum, product, index) =>
      sum + product * errors[Math.floor(index / size)]! * errors[index % size]!,
    0,
  );
}

describe('what a layer receives', () => {
  const images = { count: 2, values: Float32Array.from([1, 0, 2, 0, 3, -1]) };

  it('is summed up by mean products, a 1 for the bias last', () => {
    expect([...meanProducts(images)]).toEqual(
      [
        [0.5, 0, 1, 0.5],
        [0, 4.5, -1.5, 1.5],
        [1, -1.5, 2.5, 0.5],
        [0.5, 1.5, 0.5, 1],
      ].flat(),
    );
  });

  it('goes through a layer and ReLU', () => {
    const weights = Float32Array.from([1, 0, -1, 0, 0, 1, 0.5, -1]);
    expect(rectifiedOutputs(images, weights)).toEqual({
      count: 2,
      values: Float32Array.from([1.5, 1, 0, 0]),
    });
  });
});

describe('rounding with feedback', () => {
  it('is plain rounding where inputs have nothing to do with each other', () => {
    const weights = Float32Array.from([0.9, -1.6, 0.2, 3.4]);
    const steps = Float32Array.from([1, 1, 0.5, 2]);
    expect([...roundWithFeedback(weights, steps, Float64Array.from([2, 0, 0, 1]))]).toEqual([
      1, -2, 0, 2,
    ]);
  });

  it('makes good by one of two inputs that are lit together what the other has lost', () => {
    const together = Float64Array.from([1, 1, 1, 1]);
    const multiples = roundWithFeedback(
      Float32Array.from([0.4, 0.4]),
      Float32Array.from([1, 1]),
      together,
    );
    expect(multiples[0]! + multiples[1]!).toBe(1);
  });

  it('costs less than plain rounding where inputs go together', () => {
    const [count, inputs, units] = [200, 12, 30];
    const [common, own] = [normals('common', count), normals('own', count * inputs)];
    const values = own.map((value, index) => common[Math.floor(index / inputs)]! + 0.3 * value);
    const products = meanProducts({ count, values });
    const weights = normals('weights', (inputs + 1) * units);
    const steps = new Float32Array(weights.length).fill(0.7);
    const cost = (multiples: ArrayLike<number>) =>
      Array.from({ length: units }, (_, unit) =>
        costOf(
          Array.from({ length: inputs + 1 }, (_, input) => {
            const index = input * units + unit;
            return weights[index]! - multiples[index]! * steps[index]!;
          }),
          products,
        ),
      ).reduce((sum, one) => sum + one, 0);
    const plain = weights.map((weight, index) => Math.round(weight / steps[index]!));
    expect(cost(roundWithFeedback(weights, steps, products))).toBeLessThan(0.3 * cost(plain));
  });
});
