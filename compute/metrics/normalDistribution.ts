/** Steps of Newton's method that take the start to the last digits. */
const STEPS = 3;

/**
 * Cumulative distribution of the standard normal, to about 1e−15: a series near 0 and, beyond 3
 * standard deviations, the continued fraction of the tail (Abramowitz & Stegun 1964, 26.2.11 and
 * 26.2.14).
 */
export function normalCumulative(z: number): number {
  const size = Math.abs(z);
  const density = Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
  if (size < 3) {
    let [term, sum] = [size, size];
    for (let odd = 3; term > 1e-18 * sum; odd += 2) {
      term *= (size * size) / odd;
      sum += term;
    }
    return 0.5 + Math.sign(z) * density * sum;
  }
  let fraction = size;
  for (let step = 60; step >= 1; step--) fraction = size + step / fraction;
  const tail = density / fraction;
  return z < 0 ? tail : 1 - tail;
}

/**
 * Quantile of the standard normal: a rational start (Abramowitz & Stegun 1964, 26.2.23), then Newton's
 * method on the cumulative distribution.
 * @param share 0 … 1, without the ends
 * @throws RangeError when the share is out of range
 */
export function normalQuantile(share: number): number {
  if (!(share > 0 && share < 1)) throw new RangeError(`no normal quantile of ${share}`);
  if (share === 0.5) return 0;
  if (share > 0.5) return -normalQuantile(1 - share);
  const t = Math.sqrt(-2 * Math.log(share));
  let z =
    (2.515517 + 0.802853 * t + 0.010328 * t * t) /
      (1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t ** 3) -
    t;
  for (let step = 0; step < STEPS; step++) {
    const density = Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
    z -= (normalCumulative(z) - share) / density;
  }
  return z;
}
