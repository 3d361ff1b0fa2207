import type { Gallery } from '../../compute/results/gallery.ts';

/** An image of a gallery in words, e.g. `Test image 3476: 3`. */
export function galleryImageName({ images, classNames }: Gallery, position: number): string {
  const { index, label } = images[position]!;
  return `Test image ${String(index)}: ${classNames[label]!}`;
}
