/** Standard deviation as a share of each side. */
const SIGMA_SHARE = 1 / 4;

/**
 * A bell in the middle of the image: the map of someone who only knows that photographers centre
 * their subject.
 * @returns one number a pixel, 0 … 1
 */
export function centredGaussian(height: number, width: number): Float32Array {
  const exponents = (length: number) =>
    Float64Array.from(
      { length },
      (_, place) => -(((place + 0.5) / length - 0.5) ** 2) / (2 * SIGMA_SHARE ** 2),
    );
  const [down, right] = [exponents(height), exponents(width)];
  return Float32Array.from({ length: height * width }, (_, pixel) =>
    Math.exp(down[Math.floor(pixel / width)]! + right[pixel % width]!),
  );
}
