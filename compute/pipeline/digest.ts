import { createHash } from 'node:crypto';
import type { ImageSet } from '../datasets/imageSet.ts';
import { canonicalJson } from './canonicalJson.ts';

/** SHA-256 in hexadecimal. */
export function sha256(...parts: readonly (Uint8Array | string)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}

/** SHA-256 of the canonical JSON of plain data. */
export function digestOfData(value: unknown): string {
  return sha256(canonicalJson(value));
}

/** SHA-256 of pixels, then labels: the content digest of an image set. */
export function digestOfImages(set: ImageSet): string {
  return sha256(set.pixels, set.labels);
}
