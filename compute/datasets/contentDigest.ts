import { createHash } from 'node:crypto';

/** SHA-256 of pixels then labels, hexadecimal: what fingerprints know a set of images by. */
export function contentDigest(pixels: Uint8Array, labels: Uint8Array): string {
  return createHash('sha256').update(pixels).update(labels).digest('hex');
}
