import type { Rgb } from '../../compute/results/signedColour.ts';

export type Lab = readonly [lightness: number, a: number, b: number];

type Matrix = readonly (readonly [number, number, number])[];

export type Vision = 'normal' | 'protan' | 'deutan' | 'tritan';

/** Full dichromacy in linear RGB (Machado, Oliveira & Fernandes 2009, severity 1). */
const VISIONS: Readonly<Record<Vision, Matrix>> = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** Linear sRGB to CIE XYZ relative to the D65 white (IEC 61966-2-1). */
const TO_XYZ: Matrix = [
  [0.4124564 / 0.95047, 0.3575761 / 0.95047, 0.1804375 / 0.95047],
  [0.2126729, 0.7151522, 0.072175],
  [0.0193339 / 1.08883, 0.119192 / 1.08883, 0.9503041 / 1.08883],
];

/** CIELAB of a gamma-coded sRGB colour as an eye of the given kind sees it. */
export function labSeenBy(vision: Vision, colour: Rgb): Lab {
  const linear = colour.map((primary) =>
    primary <= 0.04045 ? primary / 12.92 : ((primary + 0.055) / 1.055) ** 2.4,
  );
  const seen = times(VISIONS[vision], linear).map((primary) => Math.min(1, Math.max(0, primary)));
  const [x, y, z] = times(TO_XYZ, seen).map((value) =>
    value > 216 / 24389 ? Math.cbrt(value) : (value * (24389 / 27) + 16) / 116,
  ) as [number, number, number];
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function times(matrix: Matrix, vector: readonly number[]): number[] {
  return matrix.map((row) => row.reduce((sum, factor, index) => sum + factor * vector[index]!, 0));
}

const radians = (degrees: number) => (degrees * Math.PI) / 180;

/** Colour difference CIEDE2000 with unit weights (Sharma, Wu & Dalal 2005, equations 2–22). */
export function ciede2000([l1, a1, b1]: Lab, [l2, a2, b2]: Lab): number {
  const meanChroma7 = ((Math.hypot(a1, b1) + Math.hypot(a2, b2)) / 2) ** 7;
  const g = 0.5 * (1 - Math.sqrt(meanChroma7 / (meanChroma7 + 25 ** 7)));
  const [c1, h1] = polar((1 + g) * a1, b1);
  const [c2, h2] = polar((1 + g) * a2, b2);
  const turn = h2 - h1;
  const grey = c1 * c2 === 0;
  const hueTurn = grey ? 0 : turn > 180 ? turn - 360 : turn < -180 ? turn + 360 : turn;
  const hueDifference = 2 * Math.sqrt(c1 * c2) * Math.sin(radians(hueTurn / 2));
  const hueSum = h1 + h2;
  const meanHue = grey
    ? hueSum
    : Math.abs(turn) <= 180
      ? hueSum / 2
      : (hueSum < 360 ? hueSum + 360 : hueSum - 360) / 2;
  const lightness = (l1 + l2) / 2;
  const chroma = (c1 + c2) / 2;
  const t =
    1 -
    0.17 * Math.cos(radians(meanHue - 30)) +
    0.24 * Math.cos(radians(2 * meanHue)) +
    0.32 * Math.cos(radians(3 * meanHue + 6)) -
    0.2 * Math.cos(radians(4 * meanHue - 63));
  const rotation =
    -2 *
    Math.sqrt(chroma ** 7 / (chroma ** 7 + 25 ** 7)) *
    Math.sin(radians(60 * Math.exp(-(((meanHue - 275) / 25) ** 2))));
  const lightnessScale =
    1 + (0.015 * (lightness - 50) ** 2) / Math.sqrt(20 + (lightness - 50) ** 2);
  const l = (l2 - l1) / lightnessScale;
  const c = (c2 - c1) / (1 + 0.045 * chroma);
  const h = hueDifference / (1 + 0.015 * chroma * t);
  return Math.sqrt(l ** 2 + c ** 2 + h ** 2 + rotation * c * h);
}

function polar(a: number, b: number): [chroma: number, hueDegrees: number] {
  if (a === 0 && b === 0) return [0, 0];
  return [Math.hypot(a, b), ((Math.atan2(b, a) * 180) / Math.PI + 360) % 360];
}
