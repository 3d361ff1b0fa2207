import type { ImageSet } from '../imageSet.ts';
import { contentDigest } from '../contentDigest.ts';
import { CLASS_GLYPHS } from './glyphs.ts';
import { CLASSES, drawPlantedImage, type PlantedVariant } from './plantedImage.ts';
import { SIDE } from './scene.ts';

/** Chances with which the corner mark is that of the class, in per cent, as names of sets hold them. */
export const SHORTCUT_RATES = [50, 90, 100] as const;

/** Images of each part of a planted set. */
export const PLANTED_COUNTS = { train: 6000, test: 1000 } as const;

export type PlantedPart = keyof typeof PLANTED_COUNTS;

/** Variants by the name that stands in front of the part, e.g. `planted-single` of `planted-single/test`. */
export const PLANTED_VARIANTS: ReadonlyMap<string, PlantedVariant> = new Map([
  ['planted-single', { kind: 'single' }],
  ['planted-blank', { kind: 'blank' }],
  ['planted-pair', { kind: 'pair' }],
  ['planted-absence', { kind: 'absence' }],
  ...SHORTCUT_RATES.map((percent): [string, PlantedVariant] => [
    `planted-shortcut-${percent}`,
    { kind: 'shortcut', rate: percent / 100 },
  ]),
]);

/** Labelled images whose evidence is known. */
export interface PlantedSet extends ImageSet {
  /** What each pixel belongs to, see `PART`; row-major [count × 32 × 32]. */
  readonly parts: Uint8Array;
}

/** Sets are made once in a process. */
const made = new Map<string, PlantedSet>();

/**
 * Makes a planted set; classes follow each other, so that the first images hold all of them equally.
 * @param name e.g. `planted-single/test`
 * @throws RangeError when no planted set has this name
 */
export function plantedSet(name: string): PlantedSet {
  const known = made.get(name) ?? makePlantedSet(name);
  made.set(name, known);
  return known;
}

function makePlantedSet(name: string): PlantedSet {
  const [variantName, part] = name.split('/') as [string, string | undefined];
  const variant = PLANTED_VARIANTS.get(variantName);
  if (variant === undefined || (part !== 'train' && part !== 'test')) {
    const known = [...PLANTED_VARIANTS.keys()].join(', ');
    throw new RangeError(`no planted set is called ${name}: there are ${known}, /train and /test`);
  }
  const count = PLANTED_COUNTS[part];
  const pixels = new Uint8Array(count * SIDE * SIDE);
  const parts = new Uint8Array(count * SIDE * SIDE);
  const labels = Uint8Array.from({ length: count }, (_, index) => index % CLASSES);
  labels.forEach((label, index) => {
    const image = drawPlantedImage(variant, part, index, label);
    pixels.set(image.pixels, index * SIDE * SIDE);
    parts.set(image.parts, index * SIDE * SIDE);
  });
  return {
    name,
    shape: [SIDE, SIDE, 1],
    classNames: CLASS_GLYPHS.map(({ name: glyph }) => glyph),
    count,
    pixels,
    labels,
    digest: contentDigest(pixels, labels),
    parts,
  };
}
