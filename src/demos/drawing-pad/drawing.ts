/** Side of an image in pixels. */
export const SIDE = 28;

/** Radius of the pen in pixels, about the width of MNIST's strokes. */
const PEN = 1.5;

/** A grey image under the pen, row-major [28 × 28], 0 … 1. */
export type Drawing = Float32Array;

export function emptyDrawing(): Drawing {
  return new Float32Array(SIDE * SIDE);
}

/**
 * Draws a line of ink with soft edges between two points, in pixels from the top left corner.
 * @param ink 1 to draw, 0 to erase
 */
export function drawLine(
  drawing: Drawing,
  [fromX, fromY]: readonly [number, number],
  [toX, toY]: readonly [number, number],
  ink: 0 | 1,
): void {
  const lengthSquared = (toX - fromX) ** 2 + (toY - fromY) ** 2;
  for (let pixel = 0; pixel < drawing.length; pixel++) {
    const x = (pixel % SIDE) + 0.5;
    const y = Math.floor(pixel / SIDE) + 0.5;
    const along =
      lengthSquared === 0
        ? 0
        : ((x - fromX) * (toX - fromX) + (y - fromY) * (toY - fromY)) / lengthSquared;
    const share = Math.min(1, Math.max(0, along));
    const distance = Math.hypot(
      x - fromX - share * (toX - fromX),
      y - fromY - share * (toY - fromY),
    );
    const cover = Math.min(1, Math.max(0, PEN + 0.5 - distance));
    const old = drawing[pixel]!;
    drawing[pixel] = ink === 1 ? Math.max(old, cover) : Math.min(old, 1 - cover);
  }
}

export function isEmpty(drawing: Drawing): boolean {
  return drawing.every((value) => value === 0);
}

/** Side of the box that MNIST fits every digit into. */
const BOX = 20;

/**
 * Puts a drawing where MNIST puts its digits (LeCun et al. 1998, section III.A): scaled to fit a box
 * of 20 × 20 pixels, its centre of mass in the middle of the image. Bilinear. An empty drawing stays
 * empty.
 */
export function centred(drawing: Drawing): Drawing {
  const bounds = boundsOf(drawing);
  if (bounds === undefined) return drawing.slice();
  const { left, right, top, bottom } = bounds;
  const scale = BOX / Math.max(right - left + 1, bottom - top + 1);
  const [massX, massY] = centreOfMass(drawing);
  const middle = SIDE / 2;
  const moved = emptyDrawing();
  for (let pixel = 0; pixel < moved.length; pixel++) {
    const x = ((pixel % SIDE) + 0.5 - middle) / scale + massX - 0.5;
    const y = (Math.floor(pixel / SIDE) + 0.5 - middle) / scale + massY - 0.5;
    moved[pixel] = sample(drawing, x, y);
  }
  return moved;
}

function boundsOf(drawing: Drawing) {
  let [left, right, top, bottom] = [SIDE, -1, SIDE, -1];
  drawing.forEach((value, pixel) => {
    if (value === 0) return;
    left = Math.min(left, pixel % SIDE);
    right = Math.max(right, pixel % SIDE);
    top = Math.min(top, Math.floor(pixel / SIDE));
    bottom = Math.max(bottom, Math.floor(pixel / SIDE));
  });
  return right < 0 ? undefined : { left, right, top, bottom };
}

function centreOfMass(drawing: Drawing): [x: number, y: number] {
  let [mass, x, y] = [0, 0, 0];
  drawing.forEach((value, pixel) => {
    mass += value;
    x += value * ((pixel % SIDE) + 0.5);
    y += value * (Math.floor(pixel / SIDE) + 0.5);
  });
  return [x / mass, y / mass];
}

/** Value between pixels, black outside. */
function sample(drawing: Drawing, x: number, y: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const at = (column: number, row: number) =>
    column < 0 || row < 0 || column >= SIDE || row >= SIDE ? 0 : drawing[row * SIDE + column]!;
  const [right, down] = [x - left, y - top];
  return (
    (1 - down) * ((1 - right) * at(left, top) + right * at(left + 1, top)) +
    down * ((1 - right) * at(left, top + 1) + right * at(left + 1, top + 1))
  );
}
