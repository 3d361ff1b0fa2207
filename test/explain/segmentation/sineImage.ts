/** The image of `lime_base.json`, 16 × 16: sines in red, green and blue, row-major [y × x × channel]. */
export function sineImage(): Float64Array {
  const pixels = new Float64Array(16 * 16 * 3);
  for (let y = 0; y < 16; y++) {
    for (let x = 0; x < 16; x++) {
      pixels.set(
        [
          0.5 + 0.5 * Math.sin(0.55 * x + 0.1 * y),
          0.5 + 0.5 * Math.cos(0.45 * y + 0.07 * x),
          0.5 + 0.5 * Math.sin(0.35 * (x + y)),
        ],
        (y * 16 + x) * 3,
      );
    }
  }
  return pixels;
}
