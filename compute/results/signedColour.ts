/**
 * The signed colour map of every relevance map: blue speaks against the class, vermilion for it, and
 * zero is the paper. Built in OKLCH (Ottosson 2020) with equal lightness on both sides, so that
 * neither sign looks stronger, and paced so that equal steps of relevance look equally different.
 */

export type ColourTheme = 'light' | 'dark';

/** Entries of a table: 255 for each sign and one for zero. */
const SIGNED_COLOUR_ENTRIES = 511;

/** OKLCH hue in degrees of full relevance against and for the class. */
const HUE_AGAINST = 255;
const HUE_FOR = 35;

interface ThemeCurve {
  /** OKLCH lightness at zero and at full relevance. */
  readonly lightness: readonly [zero: number, full: number];
  /** OKLCH chroma at full relevance. */
  readonly chromaAgainst: number;
  readonly chromaFor: number;
  /** Chroma rises as 1 − (1 − u)^exponent along the curve. */
  readonly chromaExponent: number;
  /**
   * Place u on the curve at relevance 0, 0.05, … 1 of full: equal steps of CIEDE2000, averaged over
   * the two signs, measured once and fixed here. test/results/signedColour.test.ts holds the bounds.
   */
  readonly pace: readonly number[];
}

const CURVES: Readonly<Record<ColourTheme, ThemeCurve>> = {
  light: {
    lightness: [0.985, 0.4],
    chromaAgainst: 0.14,
    chromaFor: 0.14,
    chromaExponent: 2,
    pace: [
      0, 0.03, 0.064, 0.103, 0.147, 0.195, 0.248, 0.304, 0.361, 0.419, 0.475, 0.53, 0.583, 0.634,
      0.682, 0.73, 0.779, 0.831, 0.885, 0.941, 1,
    ],
  },
  dark: {
    lightness: [0.2, 0.74],
    chromaAgainst: 0.15,
    chromaFor: 0.12,
    chromaExponent: 2.3,
    pace: [
      0, 0.026, 0.056, 0.091, 0.131, 0.175, 0.226, 0.281, 0.338, 0.397, 0.455, 0.512, 0.567, 0.62,
      0.671, 0.72, 0.771, 0.825, 0.881, 0.94, 1,
    ],
  },
};

export type Rgb = readonly [red: number, green: number, blue: number];

/**
 * Colour of a signed share of full relevance.
 * @param share −1 (fully against) … 1 (fully for); values beyond are clipped
 * @returns gamma-coded sRGB, each primary 0 … 1, not rounded
 */
export function signedColour(theme: ColourTheme, share: number): Rgb {
  const curve = CURVES[theme];
  const place = pacedPlace(curve.pace, Math.min(1, Math.abs(share)));
  const [zero, full] = curve.lightness;
  const chroma = share < 0 ? curve.chromaAgainst : curve.chromaFor;
  return oklchToSrgb(
    zero + (full - zero) * place,
    chroma * (1 - (1 - place) ** curve.chromaExponent),
    share < 0 ? HUE_AGAINST : HUE_FOR,
  );
}

/**
 * The map as a table of sRGB bytes [511 × 3]: entry 0 is fully against, 255 is zero, 510 fully for.
 */
export function signedColourTable(theme: ColourTheme): Uint8Array {
  const table = new Uint8Array(SIGNED_COLOUR_ENTRIES * 3);
  const middle = (SIGNED_COLOUR_ENTRIES - 1) / 2;
  for (let entry = 0; entry < SIGNED_COLOUR_ENTRIES; entry++) {
    const colour = signedColour(theme, (entry - middle) / middle);
    table.set(
      colour.map((primary) => Math.round(255 * primary)),
      entry * 3,
    );
  }
  return table;
}

/** Linear interpolation between the fixed points of the pace. */
function pacedPlace(pace: readonly number[], magnitude: number): number {
  const position = magnitude * (pace.length - 1);
  const below = Math.min(Math.floor(position), pace.length - 2);
  return pace[below]! + (pace[below + 1]! - pace[below]!) * (position - below);
}

/**
 * OKLCH to gamma-coded sRGB (matrices of Ottosson, "A perceptual color space for image processing",
 * 2020), clipped to the gamut.
 */
function oklchToSrgb(lightness: number, chroma: number, hueDegrees: number): Rgb {
  const hue = (hueDegrees * Math.PI) / 180;
  const a = chroma * Math.cos(hue);
  const b = chroma * Math.sin(hue);
  const long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    gammaCoded(4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short),
    gammaCoded(-1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short),
    gammaCoded(-0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short),
  ];
}

/** The sRGB transfer function (IEC 61966-2-1), clipped to 0 … 1. */
function gammaCoded(linear: number): number {
  const clipped = Math.min(1, Math.max(0, linear));
  return clipped <= 0.0031308 ? 12.92 * clipped : 1.055 * clipped ** (1 / 2.4) - 0.055;
}
