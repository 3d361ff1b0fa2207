const NONE = -1;

/**
 * Splits labels into 4-connected components, numbered from 0 in reading order of their first pixel.
 * A component of fewer than `minimum` pixels joins a neighbour numbered before it; one that reaches
 * `maximum` pixels is cut there (Achanta et al. 2012, section 3.2, with the size limits of
 * scikit-image).
 * @param labels row-major [height × width]
 */
export function connectedLabels(
  labels: Int32Array,
  width: number,
  minimum: number,
  maximum: number,
): Int32Array {
  const connected = new Int32Array(labels.length).fill(NONE);
  let next = 0;
  for (let first = 0; first < labels.length; first++) {
    if (connected[first] !== NONE) continue;
    const { pixels, neighbour } = floodComponent(labels, connected, width, first, next, maximum);
    if (pixels.length >= minimum) next++;
    else for (const pixel of pixels) connected[pixel] = neighbour;
  }
  return connected;
}

/**
 * Numbers the component of `first` in `connected`. `neighbour` is an earlier component that touches
 * it, or its own number where none does.
 */
function floodComponent(
  labels: Int32Array,
  connected: Int32Array,
  width: number,
  first: number,
  number: number,
  maximum: number,
): { pixels: number[]; neighbour: number } {
  const pixels = [first];
  let neighbour = number;
  connected[first] = number;
  for (let visited = 0; visited < pixels.length && pixels.length < maximum; visited++) {
    for (const pixel of adjacentPixels(pixels[visited]!, width, labels.length)) {
      if (connected[pixel] === NONE) {
        if (labels[pixel] !== labels[first]) continue;
        connected[pixel] = number;
        pixels.push(pixel);
        if (pixels.length >= maximum) break;
      } else if (connected[pixel] !== number) {
        neighbour = connected[pixel]!;
      }
    }
  }
  return { pixels, neighbour };
}

/** Right, left, below, above, as far as they lie in the image. */
function adjacentPixels(pixel: number, width: number, count: number): number[] {
  const column = pixel % width;
  const adjacent: number[] = [];
  if (column + 1 < width) adjacent.push(pixel + 1);
  if (column > 0) adjacent.push(pixel - 1);
  if (pixel + width < count) adjacent.push(pixel + width);
  if (pixel >= width) adjacent.push(pixel - width);
  return adjacent;
}
