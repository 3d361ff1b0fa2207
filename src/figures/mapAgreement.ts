import { quantile } from '../../compute/metrics/bootstrap.ts';
import type { Gallery, GalleryMaps } from '../../compute/results/gallery.ts';

/** How alike the maps of two methods are. */
export interface MapAgreement {
  /** Titles of the methods. */
  readonly methods: readonly [string, string];
  /** Pearson's correlation over the pixels of an image, median over the images. */
  readonly correlation: number;
}

/** The agreement of each two methods of a gallery, most alike first. */
export function mapAgreements(
  { methods }: Pick<Gallery, 'methods'>,
  { maps }: GalleryMaps,
): MapAgreement[] {
  return methods
    .flatMap((first, position) =>
      methods.slice(position + 1).map((second): MapAgreement => {
        const others = maps[second.id]!;
        const correlations = maps[first.id]!.map((map, image) => correlation(map, others[image]!));
        correlations.sort((a, b) => a - b);
        return {
          methods: [first.title, second.title],
          correlation: quantile(correlations, 0.5),
        };
      }),
    )
    .sort((first, second) => second.correlation - first.correlation);
}

/** Pearson's correlation; 0 where a map is constant. */
export function correlation(first: readonly number[], second: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
  const firstMean = mean(first) / first.length;
  const secondMean = mean(second) / second.length;
  let product = 0;
  let firstSquare = 0;
  let secondSquare = 0;
  for (const [index, value] of first.entries()) {
    const a = value - firstMean;
    const b = second[index]! - secondMean;
    product += a * b;
    firstSquare += a * a;
    secondSquare += b * b;
  }
  const scale = Math.sqrt(firstSquare * secondSquare);
  return scale === 0 ? 0 : product / scale;
}
