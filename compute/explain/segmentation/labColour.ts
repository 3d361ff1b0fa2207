/** Tristimulus values of the white point D65 for the 2° observer (IEC 61966-2-1). */
const WHITE = [0.95047, 1, 1.08883] as const;

/**
 * Converts one colour from sRGB, each channel in [0, 1], to CIE L*a*b* (L* in [0, 100]) by
 * IEC 61966-2-1 (linearisation, primaries) and CIE 15 (L*a*b*).
 */
export function labOfRgb(
  red: number,
  green: number,
  blue: number,
): [lightness: number, a: number, b: number] {
  const [r, g, b] = [linearise(red), linearise(green), linearise(blue)];
  const x = compress((0.412453 * r + 0.35758 * g + 0.180423 * b) / WHITE[0]);
  const y = compress((0.212671 * r + 0.71516 * g + 0.072169 * b) / WHITE[1]);
  const z = compress((0.019334 * r + 0.119193 * g + 0.950227 * b) / WHITE[2]);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function linearise(value: number): number {
  return value > 0.04045 ? ((value + 0.055) / 1.055) ** 2.4 : value / 12.92;
}

function compress(ratio: number): number {
  return ratio > 0.008856 ? Math.cbrt(ratio) : 7.787 * ratio + 16 / 116;
}
