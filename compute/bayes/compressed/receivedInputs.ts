/** What a layer receives of many images; plain numbers, so that they are the same on every machine. */
export interface ReceivedInputs {
  readonly count: number;
  /** Row-major [count × inputs]. */
  readonly values: Float32Array;
}

/**
 * Mean products of what a layer receives, E[x xᵀ], a 1 for the bias being appended to every x:
 * row-major [(inputs + 1) × (inputs + 1)].
 */
export function meanProducts({ count, values }: ReceivedInputs): Float64Array {
  const inputs = values.length / count;
  const size = inputs + 1;
  const sums = new Float64Array(size * size);
  for (let start = 0; start < values.length; start += inputs) {
    const own = [...values.subarray(start, start + inputs), 1];
    const lit = Array.from(own.keys()).filter((input) => own[input] !== 0);
    for (const input of lit) {
      for (const other of lit) {
        if (other > input) break;
        sums[input * size + other]! += own[input]! * own[other]!;
      }
    }
  }
  for (let input = 0; input < size; input++) {
    for (let other = 0; other <= input; other++) {
      const mean = sums[input * size + other]! / count;
      sums[input * size + other] = mean;
      sums[other * size + input] = mean;
    }
  }
  return sums;
}

/**
 * What the next layer receives: outputs of a layer after ReLU.
 * @param weights row-major [(inputs + 1) × units], the bias last
 */
export function rectifiedOutputs(
  { count, values }: ReceivedInputs,
  weights: Float32Array,
): ReceivedInputs {
  const inputs = values.length / count;
  const units = weights.length / (inputs + 1);
  const outputs = new Float32Array(count * units);
  const sums = new Float64Array(units);
  for (let image = 0; image < count; image++) {
    sums.set(weights.subarray(inputs * units));
    for (let input = 0; input < inputs; input++) {
      const value = values[image * inputs + input]!;
      if (value === 0) continue;
      for (let unit = 0; unit < units; unit++) {
        sums[unit]! += value * weights[input * units + unit]!;
      }
    }
    sums.forEach((sum, unit) => {
      outputs[image * units + unit] = Math.max(0, sum);
    });
  }
  return { count, values: outputs };
}
