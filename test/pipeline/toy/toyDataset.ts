import type { ImageSet } from '../../../compute/datasets/imageSet.ts';
import { sha256 } from '../../../compute/pipeline/digest.ts';

/** Four tiny images; the revision changes their content. */
export function toyImages(name: string, revision: number): ImageSet {
  const pixels = Uint8Array.from({ length: 16 }, (_, index) => (index * 7 + revision) % 256);
  const labels = Uint8Array.of(0, 1, 0, 1);
  return {
    name,
    shape: [2, 2, 1],
    classNames: ['even', 'odd'],
    count: 4,
    pixels,
    labels,
    digest: sha256(pixels, labels),
  };
}
