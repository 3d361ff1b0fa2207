/**
 * Area under a curve by the trapezoid rule. Over shares from 0 to 1 it is the mean of the curve, in
 * units of its values, whatever the size of the image and the number of steps.
 * @param positions rising, e.g. shares removed
 * @param values one a position
 * @throws RangeError when there are fewer than two points, or not as many values as positions
 */
export function areaUnderCurve(positions: ArrayLike<number>, values: ArrayLike<number>): number {
  if (positions.length < 2 || positions.length !== values.length) {
    throw new RangeError(`no area under ${values.length} values at ${positions.length} positions`);
  }
  let area = 0;
  for (let point = 1; point < positions.length; point++) {
    const width = positions[point]! - positions[point - 1]!;
    area += (width * (values[point - 1]! + values[point]!)) / 2;
  }
  return area;
}
