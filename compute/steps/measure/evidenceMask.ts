import type { ImageSet } from '../../datasets/imageSet.ts';
import { plantedSet } from '../../datasets/planted/plantedSets.ts';
import { evidenceOf } from '../planted/evidence.ts';

/**
 * What is taken for evidence: `ink`, the pixels of a drawing that are more than half bright, or
 * `planted`, the pixels that decide the class of a planted image by construction.
 */
export const EVIDENCE_KINDS = ['ink', 'planted'] as const;
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];

const BRIGHT = 128;

/** 1 where a pixel is evidence, else 0, row-major [height × width]. */
export function evidenceMask(kind: EvidenceKind, set: ImageSet, index: number): Uint8Array {
  const [height, width, channels] = set.shape;
  const pixels = height * width;
  if (kind === 'planted') {
    return evidenceOf(plantedSet(set.name).parts.subarray(index * pixels, (index + 1) * pixels));
  }
  const bytes = set.pixels.subarray(index * pixels * channels, (index + 1) * pixels * channels);
  return Uint8Array.from({ length: pixels }, (_, pixel) => {
    const own = bytes.subarray(pixel * channels, (pixel + 1) * channels);
    return own.reduce((sum, value) => sum + value, 0) >= BRIGHT * channels ? 1 : 0;
  });
}
