import { PART } from '../../datasets/planted/plantedImage.ts';

/** 1 where a pixel is evidence, of either piece, else 0; from a map of parts. */
export function evidenceOf(parts: Uint8Array): Uint8Array {
  return parts.map((part) => (part === PART.evidence || part === PART.secondPiece ? 1 : 0));
}

/** Kinds of pixels of a planted image, as shares of relevance are told. */
export const PIXEL_KINDS = [
  'evidence',
  'secondPiece',
  'mark',
  'distractors',
  'background',
] as const;
export type PixelKind = (typeof PIXEL_KINDS)[number];

/** 1 where a pixel is of a kind, else 0; from a map of parts. */
export function pixelsOfKind(parts: Uint8Array, kind: PixelKind): Uint8Array {
  return parts.map((part) => (kindOf(part) === kind ? 1 : 0));
}

function kindOf(part: number): PixelKind {
  switch (part) {
    case PART.background:
      return 'background';
    case PART.evidence:
      return 'evidence';
    case PART.secondPiece:
      return 'secondPiece';
    case PART.mark:
      return 'mark';
    default:
      return 'distractors';
  }
}
