/** Means as signed bytes: value = byte · scale of its unit. */
export interface QuantisedMeans {
  readonly bytes: Int8Array;
  /** One a unit (column). */
  readonly scales: Float32Array;
}

/** Deviations as bytes on a logarithmic scale: value = e^(low + byte · step). */
export interface QuantisedDeviations {
  readonly bytes: Uint8Array;
  readonly low: number;
  readonly step: number;
}

/** Largest absolute value of a signed byte that has its opposite. */
const LARGEST = 127;

/**
 * Rounds means to 8 bits. Every unit has a scale of its own, so that one large weight does not make
 * those of all other units coarse.
 * @param values row-major [inputs × units]
 */
export function quantiseMeans(values: Float32Array, units: number): QuantisedMeans {
  const scales = new Float32Array(units);
  values.forEach((value, index) => {
    scales[index % units] = Math.max(scales[index % units]!, Math.abs(value) / LARGEST);
  });
  const bytes = Int8Array.from(values, (value, index) => {
    const scale = scales[index % units]!;
    return scale === 0 ? 0 : Math.round(value / scale);
  });
  return { bytes, scales };
}

export function restoreMeans({ bytes, scales }: QuantisedMeans): Float32Array {
  return Float32Array.from(bytes, (byte, index) => byte * scales[index % scales.length]!);
}

/**
 * Rounds the logarithms of deviations to 8 bits: the relative error is the same for all.
 * @param values all > 0
 */
export function quantiseDeviations(values: Float32Array): QuantisedDeviations {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    low = Math.min(low, Math.log(value));
    high = Math.max(high, Math.log(value));
  }
  const step = (high - low) / 255;
  const bytes = Uint8Array.from(values, (value) =>
    step === 0 ? 0 : Math.round((Math.log(value) - low) / step),
  );
  return { bytes, low, step };
}

export function restoreDeviations({ bytes, low, step }: QuantisedDeviations): Float32Array {
  return Float32Array.from(bytes, (byte) => Math.exp(low + byte * step));
}
