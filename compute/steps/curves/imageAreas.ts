import { areaUnderCurve } from '../../degrade/areaUnderCurve.ts';

/**
 * Area under the curve of each image.
 * @param shares of the pixels removed, rising
 * @param points one array a share, one value an image
 */
export function imageAreas(
  shares: ArrayLike<number>,
  points: readonly Float32Array[],
): Float32Array {
  return Float32Array.from({ length: points[0]!.length }, (_, image) =>
    areaUnderCurve(
      shares,
      points.map((values) => values[image]!),
    ),
  );
}
